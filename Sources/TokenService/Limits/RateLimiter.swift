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

    private struct State {
        var arrivals: [String: Int64] = [:]
        /// When keys that have recovered were last forgotten, in microseconds.
        var pruneTime: Int64 = 0
    }

    private let algorithm: GCRA
    private let state = Mutex(State())

    package init(_ limit: Limit) {
        algorithm = GCRA(
            burst: max(1, limit.burst), interval: max(1, Int64(1_000_000 / max(limit.perSecond, 0.001))))
    }

    /// How many keys are remembered.
    var count: Int { state.withLock { $0.arrivals.count } }

    /// For how many seconds, rounded up, nothing more may happen under the key; 0 when something may.
    package func wait(_ key: String, at now: Timestamp) -> Int {
        let microseconds = state.withLock { algorithm.wait($0.arrivals[key], at: now.milliseconds * 1000) }
        return Int((microseconds + 999_999) / 1_000_000)
    }

    /// Notes that something happened under the key.
    package func note(_ key: String, at now: Timestamp) {
        let now = now.milliseconds * 1000
        state.withLock { state in
            if state.arrivals.count >= Self.capacity, state.arrivals[key] == nil { makeRoom(in: &state, now) }
            state.arrivals[key] = algorithm.advanced(state.arrivals[key], at: now)
        }
    }

    /// Goes through the whole table at most once a second, since whoever fills it wants it to be slow.
    private func makeRoom(in state: inout State, _ now: Int64) {
        if now - state.pruneTime >= 1_000_000 {
            state.pruneTime = now
            state.arrivals = state.arrivals.filter { $0.value > now }
        }
        if state.arrivals.count >= Self.capacity, let victim = state.arrivals.keys.first {
            state.arrivals[victim] = nil
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
