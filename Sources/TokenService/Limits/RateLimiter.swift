package import OAuthCore
import Synchronization

/// Counts what happens under each of many keys against one limit, in bounded memory.
package final class RateLimiter<Key: Hashable & Sendable>: Sendable {
    private let algorithm: GCRA
    /// Theoretical arrival times, in microseconds.
    private let arrivals = Mutex(RecentTable<Key, Int64>(capacity: 100_000))

    package init(_ limit: RateLimit) {
        algorithm = GCRA(
            burst: max(1, limit.burst), interval: max(1, Int64(1_000_000 / max(limit.perSecond, 0.001))))
    }

    /// How many keys are remembered.
    var count: Int { arrivals.withLock { $0.count } }

    /// For how many seconds, rounded up, nothing more may happen under the key; 0 when something may.
    package func wait(_ key: Key, at now: Timestamp) -> Int {
        Self.seconds(arrivals.withLock { algorithm.wait($0[key], at: now.milliseconds * 1000) })
    }

    /// Notes that something happened under the key.
    package func note(_ key: Key, at now: Timestamp) {
        let now = now.milliseconds * 1000
        arrivals.withLock { $0.set(algorithm.advanced($0[key], at: now), for: key) }
    }

    /// Notes one more under the key if it may happen.
    /// - Returns: 0, or for how many seconds it may not.
    package func take(_ key: Key, at now: Timestamp) -> Int {
        let now = now.milliseconds * 1000
        return arrivals.withLock { arrivals in
            let known = arrivals[key]
            let microseconds = algorithm.wait(known, at: now)
            if microseconds == 0 { arrivals.set(algorithm.advanced(known, at: now), for: key) }
            return Self.seconds(microseconds)
        }
    }

    private static func seconds(_ microseconds: Int64) -> Int {
        Int((microseconds + 999_999) / 1_000_000)
    }
}
