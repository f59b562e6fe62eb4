/// When a delivery that failed is tried again. Holds no clock.
package struct RetrySchedule: Sendable, Equatable {
    /// How long to wait after the first failed attempt, the second and so on, in milliseconds. After as many failures and
    /// one more, it is given up.
    package let delays: [Int64]

    /// The longest that a receiver can put an attempt off by `Retry-After`, in milliseconds: a day.
    package static let longestPostponement: Int64 = 86_400_000

    /// 5 s, 30 s, 2 min, 15 min, 1 h, 4 h, 12 h, 24 h.
    package static let standard = RetrySchedule(seconds: [5, 30, 120, 900, 3600, 14_400, 43_200, 86_400])

    package init(milliseconds delays: [Int64]) {
        self.delays = delays
    }

    package init(seconds delays: [Int64]) {
        self.delays = delays.map { $0 * 1000 }
    }

    /// How long to wait before the next attempt, in milliseconds; `nil` to give up.
    /// - Parameters:
    ///   - failures: how many attempts have failed, at least 1.
    ///   - retryAfter: how long the receiver asks to be left alone, in milliseconds; what is longer than the schedule's own
    ///     delay is honoured up to ``longestPostponement``.
    ///   - jitter: 0 to 1, drawn evenly: adds up to a fifth, so that what failed together is not tried together.
    package func delay(afterFailures failures: Int, retryAfter: Int64?, jitter: Double) -> Int64? {
        guard failures >= 1, failures <= delays.count else { return nil }
        let delay = delays[failures - 1]
        let spread = delay + Int64(Double(delay) * 0.2 * min(max(jitter, 0), 1))
        return max(spread, min(max(retryAfter ?? 0, 0), Self.longestPostponement))
    }
}
