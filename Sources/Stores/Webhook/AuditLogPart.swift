package import OAuthCore

/// Consecutive events of the audit log.
package struct AuditLogPart: Sendable, Equatable {
    /// An event and its place in the log.
    package struct Entry: Sendable, Equatable {
        package let sequence: Int64
        package let event: AuditEvent

        package init(sequence: Int64, event: AuditEvent) {
            self.sequence = sequence
            self.event = event
        }
    }

    /// The place before the first event.
    package let start: Int64
    /// The place of the last event, readable or not; ``start`` when there was none.
    package let end: Int64
    package let entries: [Entry]

    package init(start: Int64, end: Int64, entries: [Entry]) {
        self.start = start
        self.end = end
        self.entries = entries
    }
}
