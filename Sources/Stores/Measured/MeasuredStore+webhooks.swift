package import OAuthCore

extension MeasuredStore: WebhookStore {
    package func insert(_ webhook: WebhookEndpoint, recording event: AuditEvent) async throws {
        try await metrics.write { try await store.insert(webhook, recording: event) }
    }

    package func webhook(_ id: WebhookID) async throws -> WebhookEndpoint? {
        try await metrics.read { try await store.webhook(id) }
    }

    package func webhooks(_ page: PageRequest) async throws -> Page<WebhookEndpoint> {
        try await metrics.read { try await store.webhooks(page) }
    }

    package func updateWebhook(
        _ id: WebhookID, _ change: @escaping @Sendable (inout WebhookEndpoint) throws -> AuditEvent?
    ) async throws -> WebhookEndpoint? {
        try await metrics.write { try await store.updateWebhook(id, change) }
    }

    package func deleteWebhook(_ id: WebhookID, recording event: AuditEvent) async throws -> Bool {
        try await metrics.write { try await store.deleteWebhook(id, recording: event) }
    }

    package func webhookCursor() async throws -> WebhookCursor {
        try await metrics.read { try await store.webhookCursor() }
    }

    package func auditEvents(after sequence: Int64, limit: Int) async throws -> AuditLogPart {
        try await metrics.read { try await store.auditEvents(after: sequence, limit: limit) }
    }

    package func enqueueDeliveries(of part: AuditLogPart, at time: Timestamp) async throws -> Bool {
        try await metrics.write { try await store.enqueueDeliveries(of: part, at: time) }
    }

    /// Counted as a read, and nobody is told: it is asked all the time and mostly finds nothing to take.
    package func claimDeliveries(
        dueAt time: Timestamp, lease: Timestamp, limit: Int, besides busy: Set<WebhookID>
    ) async throws -> [ClaimedDelivery] {
        try await metrics.read {
            try await store.claimDeliveries(dueAt: time, lease: lease, limit: limit, besides: busy)
        }
    }

    package func record(_ delivery: WebhookDelivery) async throws {
        try await metrics.write { try await store.record(delivery) }
    }

    package func deliveries(
        to webhook: WebhookID, status: WebhookDelivery.Status?, _ page: PageRequest
    ) async throws -> Page<WebhookDelivery> {
        try await metrics.read { try await store.deliveries(to: webhook, status: status, page) }
    }

    package func retryDelivery(
        _ id: WebhookDeliveryID, to webhook: WebhookID, at time: Timestamp
    ) async throws -> WebhookDelivery? {
        try await metrics.write { try await store.retryDelivery(id, to: webhook, at: time) }
    }

    package func removeDeliveries(before time: Timestamp, limit: Int) async throws -> Int {
        try await metrics.write { try await store.removeDeliveries(before: time, limit: limit) }
    }

    package func deliveryQueue() async throws -> DeliveryQueue {
        try await metrics.read { try await store.deliveryQueue() }
    }

    package func expiringSecrets(
        from start: Timestamp, before end: Timestamp, limit: Int
    ) async throws -> [ExpiringSecret] {
        try await metrics.read { try await store.expiringSecrets(from: start, before: end, limit: limit) }
    }

    package func noteExpiringSecrets(
        _ secrets: [ExpiringSecret], recording event: @escaping @Sendable (ExpiringSecret) -> AuditEvent
    ) async throws {
        try await metrics.write { try await store.noteExpiringSecrets(secrets, recording: event) }
    }
}
