/// Where nodes tell each other what they let through of each limit. Only a store that several nodes share has it; its
/// clock alone counts, so that the clocks of nodes may differ.
package protocol LimitUseStore: Sendable {
    /// Adds what a node let through. Each limit and key comes once at most.
    func add(_ uses: LimitUses) async throws

    /// What all nodes together used since a revision, in total, so that hearing something twice does no harm.
    /// - Parameter limit: about how many are handed out at once.
    func limitUses(after revision: Int64, limit: Int) async throws -> LimitStates

    /// Notes that a node is alive.
    /// - Returns: how many nodes were alive in the last few seconds, this one too.
    func noteNode(_ id: Int64) async throws -> Int

    /// Notes that a node ends.
    func removeNode(_ id: Int64) async throws

    /// Removes what no longer holds anybody back, at most `limit` of each kind.
    /// - Returns: how many were removed.
    func removeEndedLimitUses(limit: Int) async throws -> Int
}
