/// Carries messages to receivers. Follows no redirect and goes to no destination that is not allowed.
package protocol WebhookTransport: Sendable {
    /// - Throws: ``WebhookFault``, or `CancellationError`.
    func send(_ request: WebhookRequest) async throws -> WebhookAnswer
}
