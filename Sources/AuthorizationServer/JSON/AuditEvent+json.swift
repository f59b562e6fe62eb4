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
