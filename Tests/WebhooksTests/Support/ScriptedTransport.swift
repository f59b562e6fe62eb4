import Synchronization

@testable import Webhooks

/// Answers as it was told, and keeps what it was given.
final class ScriptedTransport: WebhookTransport {
    private let script: @Sendable (WebhookRequest) throws -> WebhookAnswer
    private let taken = Mutex<[WebhookRequest]>([])

    init(_ script: @escaping @Sendable (WebhookRequest) throws -> WebhookAnswer) {
        self.script = script
    }

    var requests: [WebhookRequest] { taken.withLock { $0 } }

    func send(_ request: WebhookRequest) async throws -> WebhookAnswer {
        taken.withLock { $0.append(request) }
        return try script(request)
    }
}
