import JOSE
import OAuthCore

extension AuditRecord {
    /// As the management API shows it.
    var json: JSONValue {
        [
            "sequence": .integer(sequence), "time": .string(event.time.description),
            "action": .string(event.action.rawValue), "subject": .string(event.subject),
            "actor": .string(event.actor.name), "address": text(event.actor.address),
            "request_id": text(event.actor.requestID), "organization_id": text(event.organizationID?.description),
            "client_id": text(event.clientID?.description), "details": event.details,
        ]
    }

    private func text(_ text: String?) -> JSONValue {
        text.map(JSONValue.string) ?? .null
    }
}

extension AuditVerification {
    /// As the management API shows it.
    var json: JSONValue {
        [
            "intact": .bool(fault == nil), "first_sequence": .integer(firstSequence),
            "last_sequence": .integer(lastSequence), "last_code": .string(Base64URL.encode(lastCode)),
            "fault": fault.map { .string($0.description) } ?? .null,
            "fault_sequence": fault?.sequence.map(JSONValue.integer) ?? .null,
        ]
    }
}
