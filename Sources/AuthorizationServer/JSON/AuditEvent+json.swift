import JOSE
import OAuthCore

extension AuditEvent {
    /// As the management API shows it.
    var json: JSONValue {
        [
            "time": .string(time.description), "action": .string(action.rawValue), "subject": .string(subject),
            "actor": .string(actor.name), "address": actor.address.map(JSONValue.string) ?? .null,
            "request_id": actor.requestID.map(JSONValue.string) ?? .null, "details": details,
        ]
    }
}
