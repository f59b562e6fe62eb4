/// An event with its place in the log.
package struct AuditRecord: Sendable, Equatable {
    /// Counts the events of an installation from 1, without gaps.
    package let sequence: Int64
    package let event: AuditEvent

    package init(sequence: Int64, event: AuditEvent) {
        self.sequence = sequence
        self.event = event
    }
}
