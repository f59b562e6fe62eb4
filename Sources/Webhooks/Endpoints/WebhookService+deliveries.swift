package import Management
package import OAuthCore
import Stores

extension WebhookService {
    /// Sends a `webhook.test` message now, also to a disabled endpoint. It is not tried again and not in the log.
    /// - Throws: ``ManagementError``.
    package func test(_ id: WebhookID, by caller: Caller) async throws -> DeliveryAttempt {
        try caller.require(.webhooksWrite)
        let webhook = try await existing(id)
        return try await sender.send(WebhookMessage(testOf: id, at: clock.now()), to: webhook)
    }

    /// The deliveries to an endpoint, the newest first.
    /// - Throws: ``ManagementError``.
    package func deliveries(
        to id: WebhookID, status: WebhookDelivery.Status?, _ page: PageRequest, by caller: Caller
    ) async throws -> Page<WebhookDelivery> {
        try caller.require(.webhooksRead)
        _ = try await existing(id)
        return try await store.deliveries(to: id, status: status, page)
    }

    /// Delivers again, now and with all attempts, whatever became of it.
    /// - Throws: ``ManagementError``.
    package func retry(
        _ delivery: WebhookDeliveryID, to id: WebhookID, by caller: Caller
    ) async throws -> WebhookDelivery {
        try caller.require(.webhooksWrite)
        guard let retried = try await store.retryDelivery(delivery, to: id, at: clock.now()) else {
            throw ManagementError.notFound("delivery of \(id)", delivery.description)
        }
        return retried
    }
}
