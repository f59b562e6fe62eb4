package import OAuthCore

/// Keeps the audit log: what the writes of the other stores recorded, and what nothing else was changed with. Events are
/// numbered without gaps, chained by the store's ``AuditChain``, and removed from the oldest end alone.
package protocol AuditStore: Sendable {
    /// Adds events that go with no other write, in their order and in one transaction.
    func append(_ events: [AuditEvent]) async throws

    /// The events that match, in the order in which they were recorded or against it.
    ///
    /// With a filter, `totalCount` counts to ``AuditFilter/largestCount`` and no further.
    func auditEvents(
        _ page: PageRequest, matching filter: AuditFilter, order: ListOrder
    ) async throws -> Page<AuditRecord>

    /// Reads through the whole log and checks its chain.
    /// - Parameter known: what the log must contain, unless it was pruned; `nil` for nothing.
    func verifyAuditLog(known: AuditMark?) async throws -> AuditVerification

    /// Removes the oldest events as far as they are older than a time, in one transaction with an event that says so.
    /// - Parameters:
    ///   - limit: the most events to remove.
    ///   - event: makes the event to record.
    /// - Returns: what was removed; `nil` for nothing.
    /// - Throws: ``StoreError`` `corrupt`, and nothing is removed, when one of them is not what was recorded: what
    ///   shows that must stay.
    func pruneAuditEvents(
        before time: Timestamp, limit: Int, recording event: @escaping @Sendable (AuditPruning) -> AuditEvent
    ) async throws -> AuditPruning?
}

extension AuditFilter {
    /// The most matches that are counted.
    package static let largestCount = 10_000
}

extension AuditStore {
    /// Reads through the whole log and checks its chain.
    package func verifyAuditLog() async throws -> AuditVerification { try await verifyAuditLog(known: nil) }

    /// All events in the order in which they were recorded.
    package func auditEvents(_ page: PageRequest) async throws -> Page<AuditEvent> {
        let page = try await auditEvents(page, matching: AuditFilter(), order: .oldestFirst)
        return Page(
            items: page.items.map(\.event), next: page.next, previous: page.previous, totalCount: page.totalCount)
    }
}
