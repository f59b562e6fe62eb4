package import OAuthCore

/// Consecutive events of the audit log.
package struct AuditLogPart: Sendable, Equatable {
    /// The place before the first event.
    package let start: Int64
    /// The place of the last event, readable or not; ``start`` when there was none.
    package let end: Int64
    package let entries: [AuditRecord]

    package init(start: Int64, end: Int64, entries: [AuditRecord]) {
        self.start = start
        self.end = end
        self.entries = entries
    }
}
