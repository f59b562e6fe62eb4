/// Decides whether and when a failed attempt is repeated: a state machine without clock and randomness.
struct RetrySchedule: Sendable {
    private let settings: TokenProviderSettings
    /// When the caller's patience ends.
    private let deadline: Duration
    private(set) var failedAttempts = 0

    init(settings: TokenProviderSettings, deadline: Duration) {
        self.settings = settings
        self.deadline = deadline
    }

    /// The time of the next attempt; `nil` when there is none.
    /// - Parameter random: from 0 up to 1, so that many clients do not come back at the same time.
    mutating func nextAttempt(after error: TokenError, at now: Duration, random: Double) -> Duration? {
        failedAttempts += 1
        guard error.isTransient, failedAttempts < settings.maximumAttempts else { return nil }
        var pause = backoff / 2 + backoff / 2 * random
        if let retryAfter = error.retryAfter {
            pause = max(pause, retryAfter + settings.initialBackoff * random)
        }
        return now + pause < deadline ? now + pause : nil
    }

    /// Doubles with each failure.
    private var backoff: Duration {
        let doublings = min(failedAttempts - 1, 20)
        return min(settings.initialBackoff * (1 << doublings), settings.maximumBackoff)
    }
}
