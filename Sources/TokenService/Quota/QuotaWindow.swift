import OAuthCore
import Stores

/// What was used of a quota in its current period, as a pure value. A period begins with the first token after the one
/// before has ended, so that callers do not all come back at the same moment. Times are in milliseconds.
///
/// A period holds no more than the quota; any stretch of time of that length no more than twice the quota, since it can
/// touch two periods.
struct QuotaWindow: Sendable, Equatable {
    private(set) var start: Int64
    /// When it is over, by the quota that was last seen.
    private(set) var end: Int64
    private(set) var count: Int64 = 0
    /// Whether a request beyond the quota was noted in this period.
    private(set) var isExceeded = false
    /// The part of ``count`` that other nodes have not heard of.
    private(set) var untold: Int64 = 0
    /// The part of ``count`` that they are being told of.
    private(set) var told: Int64 = 0

    init(at now: Int64, _ quota: TokenQuota) {
        start = now
        end = now + quota.period * 1000
    }

    /// A period that is known from other nodes alone.
    init(_ state: PeriodState, at now: Int64) {
        start = now - state.elapsed
        end = start + state.period * 1000
        count = state.count
    }

    /// Begins a new period when this one has ended. The quota may have changed since.
    mutating func advance(to now: Int64, _ quota: TokenQuota) {
        // A clock that was set back must not make the period longer.
        start = min(start, now)
        end = start + quota.period * 1000
        if now >= end { self = QuotaWindow(at: now, quota) }
    }

    /// Whether one more would be beyond the quota.
    func isUsedUp(_ quota: TokenQuota, among nodes: Int64) -> Bool { remaining(quota, among: nodes) == 0 }

    /// How many are left for this node. Among several that do not hear of each other, each has an equal share of what was
    /// left when they last did.
    func remaining(_ quota: TokenQuota, among nodes: Int64) -> Int64 {
        let left = max(0, quota.tokens - count)
        guard nodes > 1 else { return left }
        let before = max(0, quota.tokens - (count - untold - told))
        return min(left, max(0, (before + nodes - 1) / nodes - untold - told))
    }

    /// Seconds until the period ends, rounded up; 1 at least.
    func secondsLeft(at now: Int64) -> Int64 { max(1, (end - now + 999) / 1000) }

    mutating func take() {
        count += 1
        untold += 1
    }

    /// Notes that a request was beyond the quota.
    /// - Returns: whether it is the first one in this period.
    mutating func noteExcess() -> Bool {
        defer { isExceeded = true }
        return !isExceeded
    }
}

extension QuotaWindow {
    /// Takes out what the others have not heard of, until ``settle(areStored:)``.
    mutating func tell() -> Int64 {
        told += untold
        untold = 0
        return told
    }

    mutating func settle(areStored: Bool) {
        if !areStored { untold += told }
        told = 0
    }

    /// Takes in what all nodes together used.
    mutating func note(_ state: PeriodState, at now: Int64) {
        let theirs = QuotaWindow(state, at: now)
        // The others have not heard yet that this node has begun a new period.
        guard theirs.end > start else { return }
        guard theirs.start < end else {
            self = theirs
            return
        }
        start = theirs.start
        end = theirs.end
        count = theirs.count + untold
    }
}
