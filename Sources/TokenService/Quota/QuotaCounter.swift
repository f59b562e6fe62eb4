import OAuthCore
import Stores
import Synchronization

/// Counts tokens against quotas, in bounded memory. Nodes tell each other what they counted (see ``LimitExchange``);
/// without others, counts belong to this process and a restart begins anew.
final class QuotaCounter: Sendable {
    private struct State {
        /// The clock may be set back; no period may begin far ahead of it then.
        var time = SteadyTime()
        var windows: RecentTable<QuotaSubject, QuotaWindow>
        /// Whose tokens other nodes have not heard of.
        var untold: Set<QuotaSubject> = []
        /// Whose tokens they are being told of.
        var told: [QuotaSubject] = []
    }

    /// The most subjects that wait to be told to other nodes; more wait for their next token.
    private static let untoldCapacity = 100_000

    private let state: Mutex<State>
    /// `nil` when there are no other nodes.
    private let share: NodeShare?

    /// - Parameters:
    ///   - capacity: the most periods that are remembered. When there are more, those of who has got no token for the
    ///     longest time are forgotten, and their quotas begin anew.
    ///   - sharing: with other nodes; `nil` when there are none.
    init(capacity: Int = 1_000_000, sharing: LimitSharing? = nil) {
        state = Mutex(State(windows: RecentTable(capacity: capacity)))
        share = sharing?.share
        sharing?.add(self)
    }

    var count: Int { state.withLock { $0.windows.count } }

    /// Counts one token against all the quotas, or against none where one of them refuses it.
    func take(_ quotas: [(subject: QuotaSubject, quota: TokenQuota)], at now: Timestamp) -> [QuotaUse] {
        let nodes = share?.divisor ?? 1
        return state.withLock { state in
            let now = state.time.at(now)
            var windows = quotas.map { subject, quota in
                var window = state.windows[subject] ?? QuotaWindow(at: now, quota)
                window.advance(to: now, quota)
                return window
            }
            let isRefused = zip(windows, quotas).contains {
                $0.isUsedUp($1.quota, among: nodes) && $1.quota.mode == .enforce
            }
            return quotas.indices.map { index in
                let (subject, quota) = quotas[index]
                let isBeyond = windows[index].isUsedUp(quota, among: nodes)
                if !isRefused { windows[index].take() }
                let isFirst = isBeyond && windows[index].noteExcess()
                let window = windows[index]
                state.windows.set(window, for: subject)
                if share != nil, !isRefused, state.untold.count < Self.untoldCapacity { state.untold.insert(subject) }
                return QuotaUse(
                    subject: subject, quota: quota, remaining: window.remaining(quota, among: nodes),
                    reset: window.secondsLeft(at: now), isBeyond: isBeyond, isFirstBeyond: isFirst)
            }
        }
    }
}

extension QuotaCounter: SharedLimit {
    func usesToTell(limit: Int, at now: Timestamp) -> LimitUses {
        state.withLock { state in
            let now = state.time.at(now)
            state.told = Array(state.untold.prefix(limit))
            state.untold.subtract(state.told)
            var uses = LimitUses()
            for subject in state.told {
                guard var window = state.windows[subject] else { continue }
                let count = window.tell()
                state.windows.set(window, for: subject)
                uses.periods.append(
                    PeriodUse(
                        limit: subject.limit, key: subject.key, count: count, elapsed: now - window.start,
                        period: (window.end - window.start) / 1000))
            }
            return uses
        }
    }

    func settle(areStored: Bool) {
        state.withLock { state in
            for subject in state.told {
                guard var window = state.windows[subject] else { continue }
                window.settle(areStored: areStored)
                state.windows.set(window, for: subject)
            }
            if !areStored { state.untold.formUnion(state.told) }
            state.told = []
        }
    }

    func note(_ states: LimitStates, at now: Timestamp) {
        state.withLock { state in
            let now = state.time.at(now)
            for stored in states.periods {
                guard let subject = QuotaSubject(limit: stored.limit, key: stored.key) else { continue }
                if var window = state.windows[subject] {
                    window.note(stored, at: now)
                    state.windows.set(window, for: subject)
                } else if stored.elapsed < stored.period * 1000 {
                    state.windows.set(QuotaWindow(stored, at: now), for: subject)
                }
            }
        }
    }
}
