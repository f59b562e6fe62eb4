package import OAuthCore

/// Keeps how many tokens each client got in each hour.
package protocol TokenCountStore: Sendable {
    /// Adds to what is kept of the same clients and hours, in one transaction. Clients need not exist any more.
    func add(_ counts: [TokenCount]) async throws

    /// All that is kept of a client, oldest hour first.
    func tokenCounts(of client: ClientID) async throws -> [TokenCount]

    /// Removes the counts of the hours before `hour` whose tokens have all expired at `now`, at most `limit`.
    /// - Returns: how many were removed.
    func removeTokenCounts(before hour: Int64, expiredAt now: Timestamp, limit: Int) async throws -> Int
}
