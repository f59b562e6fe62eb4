package import OAuthCore
import Stores
import Synchronization

/// Counts what happens under each of many keys against one limit, in bounded memory.
package final class RateLimiter<Key: LimitKey>: Sendable {
    private struct State {
        /// The clock may be set back; arrival times must not be far ahead of it then.
        var time = SteadyTime()
        /// Theoretical arrival times, in microseconds.
        var arrivals = RecentTable<Key, Int64>(capacity: 100_000)
        /// How often something happened that other nodes have not heard of.
        var untold: [Key: Int64] = [:]
        /// What they are being told.
        var told: [Key: Int64] = [:]
    }

    /// The most keys that other nodes are told of at a time; of more they do not hear.
    private static var untoldCapacity: Int { 10_000 }

    private let algorithm: GCRA
    /// `nil` for a limit of this node alone.
    private let share: NodeShare?
    private let name: String
    private let state = Mutex(State())

    /// - Parameters:
    ///   - name: of the limit, for other nodes.
    ///   - sharing: with other nodes; `nil` when there are none.
    package init(_ limit: RateLimit, name: String = "", sharing: LimitSharing? = nil) {
        algorithm = GCRA(
            burst: max(1, limit.burst), interval: max(1, Int64(1_000_000 / max(limit.perSecond, 0.001))))
        self.name = name
        share = sharing?.share
        sharing?.add(self)
    }

    /// How many keys are remembered.
    var count: Int { state.withLock { $0.arrivals.count } }

    /// For how many seconds, rounded up, nothing more may happen under the key; 0 when something may.
    package func wait(_ key: Key, at now: Timestamp) -> Int {
        let algorithm = algorithm.share(of: share)
        return Self.seconds(state.withLock { algorithm.wait($0.arrivals[key], at: $0.time.at(now) * 1000) })
    }

    /// Notes that something happened under the key.
    package func note(_ key: Key, at now: Timestamp) {
        let algorithm = algorithm.share(of: share)
        state.withLock { note(key, algorithm, at: $0.time.at(now) * 1000, &$0) }
    }

    /// Notes one more under the key if it may happen.
    /// - Returns: 0, or for how many seconds it may not.
    package func take(_ key: Key, at now: Timestamp) -> Int {
        let algorithm = algorithm.share(of: share)
        return state.withLock { state in
            let now = state.time.at(now) * 1000
            let microseconds = algorithm.wait(state.arrivals[key], at: now)
            if microseconds == 0 { note(key, algorithm, at: now, &state) }
            return Self.seconds(microseconds)
        }
    }

    private func note(_ key: Key, _ algorithm: GCRA, at now: Int64, _ state: inout State) {
        state.arrivals.set(algorithm.advanced(state.arrivals[key], at: now), for: key)
        guard share != nil, state.untold.count < Self.untoldCapacity || state.untold[key] != nil else { return }
        state.untold[key, default: 0] += 1
    }

    private static func seconds(_ microseconds: Int64) -> Int {
        Int((microseconds + 999_999) / 1_000_000)
    }
}

extension RateLimiter: SharedLimit {
    func usesToTell(limit: Int, at now: Timestamp) -> LimitUses {
        state.withLock { state in
            let now = state.time.at(now) * 1000
            for (key, count) in state.untold.prefix(limit) {
                state.told[key] = count
                state.untold[key] = nil
            }
            return LimitUses(
                rates: state.told.map { key, count in
                    RateUse(
                        limit: name, key: key.limitKey, cost: count * algorithm.interval,
                        backlog: max(0, (state.arrivals[key] ?? now) - now))
                })
        }
    }

    func settle(areStored: Bool) {
        state.withLock { state in
            if !areStored { state.untold.merge(state.told, uniquingKeysWith: +) }
            state.told = [:]
        }
    }

    func note(_ states: LimitStates, at now: Timestamp) {
        state.withLock { state in
            let now = state.time.at(now) * 1000
            for stored in states.rates where stored.limit == name {
                guard let key = Key(limitKey: stored.key) else { continue }
                let all = now + stored.backlog + (state.untold[key] ?? 0) * algorithm.interval
                guard all > max(now, state.arrivals[key] ?? now) else { continue }
                state.arrivals.set(all, for: key)
            }
        }
    }
}
