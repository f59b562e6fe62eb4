/// How many access tokens a client got in one hour. Which tokens they were is not kept.
package struct TokenCount: Sendable, Equatable {
    package let clientID: ClientID
    /// Whole hours since 1970-01-01T00:00:00Z.
    package let hour: Int64
    package var issued: Int64
    package var lastIssueTime: Timestamp
    /// When the last of the tokens expires.
    package var latestExpireTime: Timestamp

    package init(
        clientID: ClientID, hour: Int64, issued: Int64, lastIssueTime: Timestamp, latestExpireTime: Timestamp
    ) {
        self.clientID = clientID
        self.hour = hour
        self.issued = issued
        self.lastIssueTime = lastIssueTime
        self.latestExpireTime = latestExpireTime
    }

    /// The hour that a time is in.
    package static func hour(of time: Timestamp) -> Int64 {
        time.milliseconds.flooredQuotient(by: 3_600_000)
    }

    /// Adds what was counted elsewhere for the same client and hour.
    package mutating func add(_ other: TokenCount) {
        issued += other.issued
        lastIssueTime = max(lastIssueTime, other.lastIssueTime)
        latestExpireTime = max(latestExpireTime, other.latestExpireTime)
    }
}
