import OAuthCore

/// The time of a clock that may be set back, in milliseconds, without its steps back: while the clock makes up for one,
/// this time goes on from the latest that it has shown. So what was to end in a minute ends in a minute.
struct SteadyTime: Sendable {
    private var latest: Int64 = .min
    private var correction: Int64 = 0

    /// Callers read the clock before they take turns, so that the later one may have the earlier time. A step back that is
    /// no longer than this is not corrected: it holds nobody back for longer either.
    static let tolerance: Int64 = 1000

    /// What time it is when the clock shows `time`.
    mutating func at(_ time: Timestamp) -> Int64 {
        if latest != .min, time.milliseconds + correction < latest - Self.tolerance {
            correction = latest - time.milliseconds
        }
        let now = time.milliseconds + correction
        latest = max(latest, now)
        return now
    }
}
