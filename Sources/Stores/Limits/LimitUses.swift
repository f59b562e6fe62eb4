/// What one node let through since it last told the others.
package struct LimitUses: Sendable, Equatable {
    package var rates: [RateUse]
    package var periods: [PeriodUse]

    package init(rates: [RateUse] = [], periods: [PeriodUse] = []) {
        self.rates = rates
        self.periods = periods
    }

    package var isEmpty: Bool { rates.isEmpty && periods.isEmpty }
}

/// What happened under one key of a limit on how often something may happen.
package struct RateUse: Sendable, Equatable {
    /// The name of the limit.
    package let limit: String
    package let key: String
    /// How much later the next may come for what happened, in microseconds.
    package let cost: Int64
    /// By how many microseconds the node's own theoretical arrival time is ahead.
    package let backlog: Int64

    package init(limit: String, key: String, cost: Int64, backlog: Int64) {
        self.limit = limit
        self.key = key
        self.cost = cost
        self.backlog = backlog
    }
}

/// What was taken of one quota in its period.
package struct PeriodUse: Sendable, Equatable {
    /// The name of the quota.
    package let limit: String
    package let key: String
    package let count: Int64
    /// For how many milliseconds the node's period lasts already.
    package let elapsed: Int64
    /// The length of the period in seconds.
    package let period: Int64

    package init(limit: String, key: String, count: Int64, elapsed: Int64, period: Int64) {
        self.limit = limit
        self.key = key
        self.count = count
        self.elapsed = elapsed
        self.period = period
    }
}
