import JOSE
import Logging
import OAuthCore
import Stores

/// Makes one delivery and stores what came of it.
struct DeliveryWork: Sendable {
    let store: any WebhookStore
    let sender: WebhookSender
    let settings: DispatchSettings
    let clock: any WallClock
    let metrics: WebhookMetrics
    let logger: Logger
    /// See ``WebhookCursor/installation``.
    let installation: String

    /// - Returns: whether the receiver answered; `nil` when nothing was tried.
    func run(_ claim: ClaimedDelivery) async throws -> Bool? {
        var delivery = claim.delivery
        guard let event = claim.event else {
            delivery.status = .failed
            delivery.nextAttemptTime = nil
            delivery.error = "the event is no longer in the audit log"
            metrics.attempted("failed")
            try await store.record(delivery)
            return nil
        }
        let message = WebhookMessage(
            event, delivery.eventType, sequence: delivery.sequence, installation: installation)
        do {
            let attempt = try await sender.send(message, to: claim.webhook)
            apply(attempt, to: &delivery)
            try await store.record(delivery)
            try await disableIfHopeless(claim.webhook, attempt)
            return attempt.isAnswered
        } catch is CancellationError {
            // The program shuts down; the next one goes on without waiting for the lease.
            delivery.nextAttemptTime = clock.now()
            try await store.record(delivery)
            return nil
        }
    }

    private func apply(_ attempt: DeliveryAttempt, to delivery: inout WebhookDelivery) {
        delivery.attempts += 1
        delivery.lastAttemptTime = attempt.time
        delivery.responseStatus = attempt.status
        delivery.error = attempt.error
        let delay =
            attempt.isSuccess || attempt.isGone
            ? nil
            : settings.schedule.delay(
                afterFailures: delivery.attempts, retryAfter: attempt.retryAfter, jitter: .random(in: 0...1))
        delivery.nextAttemptTime = delay.map { Timestamp(milliseconds: clock.now().milliseconds + $0) }
        delivery.status = attempt.isSuccess ? .delivered : delay == nil ? .failed : .pending
        metrics.attempted(attempt.isSuccess ? "delivered" : delay == nil ? "failed" : "retried")
        guard let error = attempt.error else { return }
        logger.info(
            "a webhook was not delivered",
            metadata: [
                "webhook": "\(delivery.webhookID)", "delivery": "\(delivery.id)", "attempts": "\(delivery.attempts)",
                "reason": "\(error)", "next_attempt": "\(delivery.nextAttemptTime.map(\.description) ?? "none")",
            ])
    }

    /// Disables an endpoint that says it is gone, or that nothing has got through to for too long.
    private func disableIfHopeless(_ webhook: WebhookEndpoint, _ attempt: DeliveryAttempt) async throws {
        guard !attempt.isSuccess else { return }
        let now = clock.now()
        let failing = webhook.failingSince.map { now.seconds - $0.seconds } ?? 0
        guard attempt.isGone || failing >= settings.disableAfter else { return }
        let reason =
            attempt.isGone
            ? "the receiver answered with 410" : "nothing got through for \(failing) seconds"
        _ = try await store.updateWebhook(webhook.id) { stored in
            guard stored.status == .active, attempt.isGone || stored.failingSince != nil else { return nil }
            stored.status = .disabled
            stored.updateTime = now
            return AuditEvent(
                time: now, action: .webhookDisabled, actor: Actor(name: "mintmark"),
                subject: webhook.id.description, details: ["reason": .string(reason)])
        }
        logger.warning("a webhook is disabled", metadata: ["webhook": "\(webhook.id)", "reason": "\(reason)"])
    }
}
