package import OAuthCore
import Synchronization

/// Counts what happens under each of many keys against one limit, in bounded memory.
package final class RateLimiter: Sendable {
    /// How often something may happen.
    package struct Limit: Sendable, Equatable {
        /// How often at once.
        package let burst: Int64
        /// How often in a second from then on.
        package let perSecond: Double

        package init(burst: Int64, perSecond: Double) {
            self.burst = burst
            self.perSecond = perSecond
        }
    }

    /// The most keys that are remembered. When there are more, those that have recovered are forgotten, then any.
    private static let capacity = 100_000

    private let algorithm: GCRA
    private let arrivals = Mutex<[String: Int64]>([:])

    package init(_ limit: Limit) {
        algorithm = GCRA(burst: max(1, limit.burst), interval: max(1, Int64(1000 / max(limit.perSecond, 0.001))))
    }

    /// How many keys are remembered.
    var count: Int { arrivals.withLock { $0.count } }

    /// For how many seconds, rounded up, nothing more may happen under the key; 0 when something may.
    package func wait(_ key: String, at now: Timestamp) -> Int {
        let milliseconds = arrivals.withLock { algorithm.wait($0[key], at: now) }
        return Int((milliseconds + 999) / 1000)
    }

    /// Notes that something happened under the key.
    package func note(_ key: String, at now: Timestamp) {
        arrivals.withLock { arrivals in
            if arrivals.count >= Self.capacity, arrivals[key] == nil {
                arrivals = arrivals.filter { $0.value > now.milliseconds }
                if arrivals.count >= Self.capacity, let victim = arrivals.keys.first { arrivals[victim] = nil }
            }
            arrivals[key] = algorithm.advanced(arrivals[key], at: now)
        }
    }

    /// Notes one more under the key if it may happen.
    /// - Returns: 0, or for how many seconds it may not.
    package func take(_ key: String, at now: Timestamp) -> Int {
        let seconds = wait(key, at: now)
        if seconds == 0 { note(key, at: now) }
        return seconds
    }
}
