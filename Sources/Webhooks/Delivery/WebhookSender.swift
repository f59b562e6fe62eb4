package import OAuthCore
package import Traces

/// Signs a message and hands it over, once.
package struct WebhookSender: Sendable {
    private let transport: any WebhookTransport
    private let sealer: WebhookSecretSealer
    private let clock: any WallClock
    private let tracer: Tracer?

    /// - Parameter tracer: `nil` when tracing is off.
    package init(
        transport: any WebhookTransport, sealer: WebhookSecretSealer, clock: any WallClock, tracer: Tracer? = nil
    ) {
        self.transport = transport
        self.sealer = sealer
        self.clock = clock
        self.tracer = tracer
    }

    /// - Throws: `CancellationError` alone.
    package func send(_ message: WebhookMessage, to webhook: WebhookEndpoint) async throws -> DeliveryAttempt {
        // A test of an endpoint is part of the call that asks for it; a delivery is the beginning of a trace.
        let span = OpenSpan.current?.child("POST", kind: .client) ?? tracer?.begin("POST", .client)
        let attempt = try await send(message, to: webhook, span?.context)
        span?.end(Self.attributes(of: attempt, message, webhook), isError: !attempt.isSuccess)
        return attempt
    }

    /// Not the URL: its path and query are often the receiver's secret.
    private static func attributes(
        of attempt: DeliveryAttempt, _ message: WebhookMessage, _ webhook: WebhookEndpoint
    ) -> [SpanAttribute] {
        var attributes: [SpanAttribute] = [
            .text("http.request.method", "POST"), .text("mintmark.webhook.id", webhook.id.description),
            .text("mintmark.message.id", message.id),
        ]
        if let host = try? WebhookURL(webhook.url).host { attributes.append(.text("server.address", host)) }
        if let status = attempt.status { attributes.append(.number("http.response.status_code", Int64(status))) }
        if !attempt.isSuccess { attributes.append(.text("error.type", attempt.status.map(String.init) ?? "_OTHER")) }
        return attributes
    }

    private func send(
        _ message: WebhookMessage, to webhook: WebhookEndpoint, _ context: SpanContext?
    ) async throws -> DeliveryAttempt {
        let time = clock.now()
        let start = ContinuousClock.now
        func latency() -> Int64 { (ContinuousClock.now - start).milliseconds }
        do {
            let answer = try await transport.send(try request(message, webhook, time, context))
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
        _ message: WebhookMessage, _ webhook: WebhookEndpoint, _ time: Timestamp, _ context: SpanContext?
    ) throws -> WebhookRequest {
        let signer = WebhookSigner(try sealer.secrets(of: webhook, at: time))
        var headers = [
            WebhookHeaders.id: message.id, WebhookHeaders.timestamp: String(time.seconds),
            WebhookHeaders.signature: signer.signature(id: message.id, timestamp: time.seconds, body: message.body),
            "content-type": "application/json", "user-agent": "mintmark",
        ]
        headers[WebhookHeaders.traceparent] = context?.traceparent
        return WebhookRequest(url: try WebhookURL(webhook.url), headers: headers, body: message.body)
    }
}
