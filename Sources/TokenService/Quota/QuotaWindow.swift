import OAuthCore

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

    init(at now: Int64, _ quota: TokenQuota) {
        start = now
        end = now + quota.period * 1000
    }

    /// Begins a new period when this one has ended. The quota may have changed since.
    mutating func advance(to now: Int64, _ quota: TokenQuota) {
        // A clock that was set back must not make the period longer.
        start = min(start, now)
        end = start + quota.period * 1000
        if now >= end { self = QuotaWindow(at: now, quota) }
    }

    /// Whether one more would be beyond the quota.
    func isUsedUp(_ quota: TokenQuota) -> Bool { count >= quota.tokens }

    func remaining(_ quota: TokenQuota) -> Int64 { max(0, quota.tokens - count) }

    /// Seconds until the period ends, rounded up; 1 at least.
    func secondsLeft(at now: Int64) -> Int64 { max(1, (end - now + 999) / 1000) }

    mutating func take() { count += 1 }

    /// Notes that a request was beyond the quota.
    /// - Returns: whether it is the first one in this period.
    mutating func noteExcess() -> Bool {
        defer { isExceeded = true }
        return !isExceeded
    }
}
