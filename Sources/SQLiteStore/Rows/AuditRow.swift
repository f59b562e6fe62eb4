import GRDB
import JOSE
import OAuthCore

/// A row of `audit_events`.
struct AuditRow: StoredRow {
    static let table = StoredTable.auditEvents

    let event: AuditEvent

    init(_ event: AuditEvent) {
        self.event = event
    }

    init(_ reader: inout RowReader) throws {
        _ = try reader.integer()
        event = AuditEvent(
            time: try reader.time(),
            action: try reader.value("an action", AuditEvent.Action.init(rawValue:)),
            actor: Actor(
                name: try reader.text(), address: try reader.optionalText(), requestID: try reader.optionalText()),
            subject: try reader.text(),
            details: try reader.value("JSON", StoredJSON.value))
    }

    /// The sequence number is SQLite's to give.
    var columnValues: [(any DatabaseValueConvertible)?] {
        [
            nil, event.time.milliseconds, event.action.rawValue, event.actor.name, event.actor.address,
            event.actor.requestID, event.subject, StoredJSON.text(event.details),
        ]
    }
}
