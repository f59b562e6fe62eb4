/// What the counts of issued tokens say of a client at one moment.
package struct TokenUsage: Sendable, Equatable {
    /// Tokens of this clock hour and the one before: at least those of the last 60 minutes.
    package let lastHour: Int64
    /// Tokens of this clock hour and the 24 before.
    package let lastDay: Int64
    /// Tokens of this clock hour and the 168 before.
    package let lastWeek: Int64
    package let lastIssueTime: Timestamp?
    /// The most tokens that may not have expired yet: all of every hour of which one has not.
    package let mayBeAlive: Int64
    /// When the last of them expires; `nil` when all have.
    package let lastExpireTime: Timestamp?

    /// - Parameter counts: of one client, all that are kept.
    package init(_ counts: [TokenCount], at now: Timestamp) {
        let hour = TokenCount.hour(of: now)
        func issued(since hours: Int64) -> Int64 {
            counts.reduce(0) { $0 + ($1.hour >= hour - hours ? $1.issued : 0) }
        }
        lastHour = issued(since: 1)
        lastDay = issued(since: 24)
        lastWeek = issued(since: 168)
        lastIssueTime = counts.map(\.lastIssueTime).max()
        let alive = counts.filter { $0.latestExpireTime > now }
        mayBeAlive = alive.reduce(0) { $0 + $1.issued }
        lastExpireTime = alive.map(\.latestExpireTime).max()
    }
}
