package import OAuthCore

/// A delivery that is to be tried now, with what is needed for it.
package struct ClaimedDelivery: Sendable, Equatable {
    package let delivery: WebhookDelivery
    package let webhook: WebhookEndpoint
    /// `nil` when the event is no longer in the audit log.
    package let event: AuditEvent?

    package init(delivery: WebhookDelivery, webhook: WebhookEndpoint, event: AuditEvent?) {
        self.delivery = delivery
        self.webhook = webhook
        self.event = event
    }
}
