/// What all nodes together used, as far as it was told.
package struct LimitStates: Sendable, Equatable {
    /// Up to which revision these go.
    package var revision: Int64
    /// Whether there is more behind it.
    package var hasMore: Bool
    package var rates: [RateState]
    package var periods: [PeriodState]

    package init(revision: Int64, hasMore: Bool = false, rates: [RateState] = [], periods: [PeriodState] = []) {
        self.revision = revision
        self.hasMore = hasMore
        self.rates = rates
        self.periods = periods
    }
}

/// How things stand with one key of a limit on how often something may happen.
package struct RateState: Sendable, Equatable {
    package let limit: String
    package let key: String
    /// By how many microseconds the theoretical arrival time is ahead; negative when it has passed.
    package let backlog: Int64

    package init(limit: String, key: String, backlog: Int64) {
        self.limit = limit
        self.key = key
        self.backlog = backlog
    }
}

/// How things stand with one quota.
package struct PeriodState: Sendable, Equatable {
    package let limit: String
    package let key: String
    /// All that was taken in the period.
    package let count: Int64
    /// For how many milliseconds the period lasts already.
    package let elapsed: Int64
    /// Its length in seconds.
    package let period: Int64

    package init(limit: String, key: String, count: Int64, elapsed: Int64, period: Int64) {
        self.limit = limit
        self.key = key
        self.count = count
        self.elapsed = elapsed
        self.period = period
    }
}
