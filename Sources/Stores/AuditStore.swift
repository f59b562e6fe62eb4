package import OAuthCore

/// Keeps what was done. Most events are recorded by the writes that they tell of.
package protocol AuditStore: Sendable {
    /// Records events that no other write goes with, all or none, in their order.
    func append(_ events: [AuditEvent]) async throws

    /// The events in the order in which they were recorded.
    func auditEvents(_ page: PageRequest) async throws -> Page<AuditEvent>
}
