package import CoreMetrics
import OAuthCore
import Stores

/// The figures of webhooks.
package struct WebhookMetrics: Sendable {
    private let factory: any MetricsFactory
    private let waiting: Recorder
    private let oldestAge: Recorder

    package init(factory: any MetricsFactory) {
        self.factory = factory
        waiting = Recorder(
            label: "mintmark_webhook_deliveries_waiting", dimensions: [], aggregate: false, factory: factory)
        oldestAge = Recorder(
            label: "mintmark_webhook_oldest_waiting_seconds", dimensions: [], aggregate: false, factory: factory)
    }

    /// - Parameter outcome: `delivered`, `retried` or `failed`.
    func attempted(_ outcome: String) {
        Counter(label: "mintmark_webhook_attempts", dimensions: [("outcome", outcome)], factory: factory).increment()
    }

    func note(_ queue: DeliveryQueue, at now: Timestamp) {
        waiting.record(queue.count)
        oldestAge.record(queue.oldest.map { max(0, now.seconds - $0.seconds) } ?? 0)
    }
}
