import GRDB
import JOSE
import OAuthCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A row of `audit_events`, understood.
struct AuditRow: StoredRow {
    static let table = StoredTable.auditEvents

    let record: AuditRecord
    private let code: [UInt8]

    init(_ reader: inout RowReader) throws {
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
    init(_ event: AuditEvent, _ entry: AuditEntry) {
        record = AuditRecord(sequence: entry.sequence, event: event)
        code = entry.code
    }

    var columnValues: [(any DatabaseValueConvertible)?] {
        [record.sequence, record.event.time.milliseconds] + record.event.texts + [Data(code)]
    }
}
