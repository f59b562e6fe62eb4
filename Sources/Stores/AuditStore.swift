package import OAuthCore

/// Reads the events that the writes of the other stores recorded.
package protocol AuditStore: Sendable {
    /// The events in the order in which they were recorded.
    func auditEvents(_ page: PageRequest) async throws -> Page<AuditEvent>
}
