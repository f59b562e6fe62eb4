import Crypto
import JOSE
package import OAuthCore

/// What an endpoint is sent: `{"type","timestamp","data"}` (Standard Webhooks, "Payload structure"). The same event
/// always gives the same bytes and the same id, however often it is sent, so that receivers can drop repetitions.
package struct WebhookMessage: Sendable, Equatable {
    /// `msg_` and 24 characters.
    package let id: String
    package let body: [UInt8]

    /// - Parameters:
    ///   - sequence: the place of the event in the audit log.
    ///   - installation: see ``WebhookCursor/installation``.
    package init(_ event: AuditEvent, _ type: WebhookEventType, sequence: Int64, installation: String) {
        let digest = SHA256.hash(data: Array("mintmark webhook \(installation) \(sequence)".utf8))
        id = "msg_" + Base64URL.encode(Array(digest).prefix(18))
        // What was revoked may be of several kinds; the details say which.
        let subject = type == .tokensRevoked ? "subject" : "\(type.noun)_id"
        var data: [JSONValue.Member] = [.init(subject, .string(event.subject))]
        let known = event.details.members ?? []
        // Where the event itself names the client that a secret belongs to, it stands beside the secret's id.
        if type.noun == "secret" { data += known.filter { $0.name == "client_id" || $0.name == "organization_id" } }
        data += [
            .init("actor", .string(event.actor.name)), .init("audit_sequence", .integer(sequence)),
            .init("details", event.details),
        ]
        body = Self.body(type, event.time, .object(data))
    }

    /// A message to try an endpoint with.
    package init(testOf webhook: WebhookID, at time: Timestamp) {
        let random = (0..<18).map { _ in UInt8.random(in: .min ... .max) }
        id = "msg_" + Base64URL.encode(random)
        body = Self.body(.webhookTest, time, ["webhook_id": .string(webhook.description)])
    }

    private static func body(_ type: WebhookEventType, _ time: Timestamp, _ data: JSONValue) -> [UInt8] {
        JSONText.bytes([
            "type": .string(type.rawValue), "timestamp": .string(time.description), "data": data,
        ])
    }
}
