package import OAuthCore
package import Stores
import Synchronization

/// What a ``LimitUseStore`` promises, in memory and with a clock that a test moves.
package final class LimitUseModel: LimitUseStore {
    private struct Key: Hashable {
        let limit: String
        let key: String
    }

    private struct State {
        /// The theoretical arrival time in microseconds, the revision, and when it was written.
        var rates: [Key: (arrival: Int64, revision: Int64, written: Int64)] = [:]
        var periods: [Key: (start: Int64, period: Int64, count: Int64, revision: Int64, written: Int64)] = [:]
        var revision: Int64 = 0
        var nodes: Set<Int64> = []
        var isAway = false
    }

    private let clock: any WallClock
    private let state = Mutex(State())

    package init(clock: any WallClock) {
        self.clock = clock
    }

    /// Whether the store cannot be reached.
    package func set(isAway: Bool) {
        state.withLock { $0.isAway = isAway }
    }

    package func add(_ uses: LimitUses) async throws {
        let now = clock.now().milliseconds
        try withState { state in
            state.revision += 1
            for use in uses.rates {
                let key = Key(limit: use.limit, key: use.key)
                let known = state.rates[key].map {
                    $0.arrival - Self.stepBack(from: $0.written, to: now) * 1000 + use.cost
                }
                state.rates[key] = (max(known ?? .min, now * 1000 + use.backlog), state.revision, now)
            }
            for use in uses.periods { Self.add(use, at: now, to: &state) }
        }
    }

    /// By how much the clock was set back since something was written: what is stored moves with it. Less than a second is
    /// the order in which nodes come.
    private static func stepBack(from written: Int64, to now: Int64) -> Int64 {
        written > now + 1000 ? written - now : 0
    }

    private static func add(_ use: PeriodUse, at now: Int64, to state: inout State) {
        let key = Key(limit: use.limit, key: use.key)
        let start = now - use.elapsed
        let (length, rounding) = (use.period * 1000, min(use.period * 10, 1000))
        let known = state.periods[key].map { period in
            (start: period.start - stepBack(from: period.written, to: now), count: period.count)
        }
        guard let known, start + rounding < known.start + length else {
            state.periods[key] = (start, use.period, use.count, state.revision, now)
            return
        }
        let isOld = start + length <= known.start + rounding
        state.periods[key] = (known.start, use.period, known.count + (isOld ? 0 : use.count), state.revision, now)
    }

    package func limitUses(after revision: Int64, limit: Int) async throws -> LimitStates {
        let now = clock.now().milliseconds
        return try withState { state in
            let start = revision > state.revision ? 0 : revision
            return LimitStates(
                revision: state.revision,
                rates: state.rates.filter { $0.value.revision > start }.map { key, value in
                    RateState(limit: key.limit, key: key.key, backlog: value.arrival - max(now, value.written) * 1000)
                },
                periods: state.periods.filter { $0.value.revision > start }.map { key, value in
                    PeriodState(
                        limit: key.limit, key: key.key, count: value.count,
                        elapsed: max(now, value.written) - value.start,
                        period: value.period)
                })
        }
    }

    package func noteNode(_ id: Int64) async throws -> Int {
        try withState { state in
            state.nodes.insert(id)
            return state.nodes.count
        }
    }

    package func removeNode(_ id: Int64) async throws {
        try withState { _ = $0.nodes.remove(id) }
    }

    package func removeEndedLimitUses(limit: Int) async throws -> Int {
        let now = clock.now().milliseconds
        return try withState { state in
            let rates = state.rates.filter { $0.value.arrival < now * 1000 }.keys.prefix(limit)
            let periods = state.periods.filter { $0.value.start + $0.value.period * 1000 < now }.keys.prefix(limit)
            for key in rates { state.rates[key] = nil }
            for key in periods { state.periods[key] = nil }
            return max(rates.count, periods.count)
        }
    }

    private func withState<Value>(_ body: (inout State) -> Value) throws -> Value {
        try state.withLock { state in
            guard !state.isAway else { throw StoreError(.unavailable, "the store is away") }
            return body(&state)
        }
    }
}
