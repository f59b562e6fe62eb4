import JOSE
package import OAuthCore

/// A row of `audit_events`, understood.
package struct AuditRow: StoredRow {
    package static let table = StoredTable.auditEvents

    package let record: AuditRecord
    private let code: [UInt8]

    package init(_ reader: inout RowReader) throws {
        let sequence = try reader.integer()
        let time = try reader.time()
        let action = try reader.value("an action", AuditEvent.Action.init(rawValue:))
        let actor = Actor(
            name: try reader.text(), address: try reader.optionalText(), requestID: try reader.optionalText())
        let subject = try reader.text()
        let organization = try reader.optionalValue("an organization id") { OrganizationID($0) }
        let client = try reader.optionalValue("a client id") { ClientID($0) }
        let event = AuditEvent(
            time: time, action: action, actor: actor, subject: subject, organization: organization, client: client,
            details: try reader.value("JSON", StoredJSON.value))
        record = AuditRecord(sequence: sequence, event: event)
        code = try reader.bytes()
    }

    /// What ``AuditChain`` made of the event.
    package init(_ event: AuditEvent, _ entry: AuditEntry) {
        record = AuditRecord(sequence: entry.sequence, event: event)
        code = entry.code
    }

    package var columnValues: [StoredValue] {
        [.integer(record.sequence), .integer(record.event.time.milliseconds)]
            + record.event.texts.map { StoredValue($0) }
            + [.bytes(code)]
    }
}
