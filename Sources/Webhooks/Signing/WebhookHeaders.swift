/// The names of the headers of a message (Standard Webhooks, "Webhook Headers").
package enum WebhookHeaders {
    package static let id = "webhook-id"
    package static let timestamp = "webhook-timestamp"
    package static let signature = "webhook-signature"
    /// W3C Trace Context; while tracing is on.
    static let traceparent = "traceparent"
}
