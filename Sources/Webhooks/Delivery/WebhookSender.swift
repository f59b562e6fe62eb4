package import OAuthCore

/// Signs a message and hands it over, once.
package struct WebhookSender: Sendable {
    private let transport: any WebhookTransport
    private let sealer: WebhookSecretSealer
    private let clock: any WallClock

    package init(transport: any WebhookTransport, sealer: WebhookSecretSealer, clock: any WallClock) {
        self.transport = transport
        self.sealer = sealer
        self.clock = clock
    }

    /// - Throws: `CancellationError` alone.
    package func send(_ message: WebhookMessage, to webhook: WebhookEndpoint) async throws -> DeliveryAttempt {
        let time = clock.now()
        let start = ContinuousClock.now
        func latency() -> Int64 {
            let (seconds, attoseconds) = (ContinuousClock.now - start).components
            return seconds * 1000 + attoseconds / 1_000_000_000_000_000
        }
        do {
            let answer = try await transport.send(try request(message, webhook, time))
            return DeliveryAttempt(time: time, latency: latency(), answer: answer)
        } catch let error as CancellationError {
            throw error
        } catch let fault as WebhookURL.Fault {
            return DeliveryAttempt(time: time, latency: latency(), error: "url " + fault.reason)
        } catch {
            return DeliveryAttempt(time: time, latency: latency(), error: "\(error)")
        }
    }

    private func request(
        _ message: WebhookMessage, _ webhook: WebhookEndpoint, _ time: Timestamp
    ) throws -> WebhookRequest {
        let signer = WebhookSigner(try sealer.secrets(of: webhook, at: time))
        return WebhookRequest(
            url: try WebhookURL(webhook.url),
            headers: [
                WebhookHeaders.id: message.id, WebhookHeaders.timestamp: String(time.seconds),
                WebhookHeaders.signature: signer.signature(
                    id: message.id, timestamp: time.seconds, body: message.body),
                "content-type": "application/json", "user-agent": "mintmark",
            ], body: message.body)
    }
}
