import OAuthCore

@testable import Webhooks

enum Sample {
    static let time = Timestamp(seconds: 1_800_000_000)

    static func webhook(_ number: Int64, _ sealer: WebhookSecretSealer) -> WebhookEndpoint {
        let id = WebhookID(number: number)
        let sealed = (try? sealer.seal(.generate(), of: id)) ?? .init([])
        return WebhookEndpoint(
            id: id, url: "https://hooks.example.com/\(number)", secret: sealed, createTime: time, updateTime: time)
    }

    static func event(_ action: AuditEvent.Action = .clientCreated, _ subject: String = "skc_1") -> AuditEvent {
        AuditEvent(time: time, action: action, actor: Actor(name: "test"), subject: subject)
    }
}
