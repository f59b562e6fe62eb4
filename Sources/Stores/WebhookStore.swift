package import OAuthCore

/// Keeps webhook endpoints and what is delivered to them. The audit log is the outbox: an event is in it as soon as
/// the change that it tells of is stored, and the dispatcher follows it with a cursor. A write has reached the disk
/// when it returns.
package protocol WebhookStore: Sendable {
    /// Adds an endpoint and the event that records it.
    /// - Throws: ``StoreError`` `duplicate` for a taken `id`.
    func insert(_ webhook: WebhookEndpoint, recording event: AuditEvent) async throws

    func webhook(_ id: WebhookID) async throws -> WebhookEndpoint?

    /// The endpoints in the order of their ids.
    func webhooks(_ page: PageRequest) async throws -> Page<WebhookEndpoint>

    /// Changes an endpoint in one transaction.
    /// - Parameter change: changes the stored value and returns the event to record, or `nil` for none, or throws to
    ///   change nothing.
    /// - Returns: the changed endpoint; `nil` when there is none.
    func updateWebhook(
        _ id: WebhookID, _ change: @escaping @Sendable (inout WebhookEndpoint) throws -> AuditEvent?
    ) async throws -> WebhookEndpoint?

    /// Removes an endpoint with its deliveries.
    /// - Returns: whether there was one.
    func deleteWebhook(_ id: WebhookID, recording event: AuditEvent) async throws -> Bool

    /// How far the audit log has been turned into deliveries.
    func webhookCursor() async throws -> WebhookCursor

    /// The events behind a place in the audit log, at most `limit`, in their order. Events that this release cannot
    /// read, such as those of a newer one, are passed over.
    func auditEvents(after sequence: Int64, limit: Int) async throws -> AuditLogPart

    /// Adds a delivery for every event and active endpoint that wants it, and moves the cursor, in one transaction.
    /// - Returns: whether it was done; not when the cursor is no longer where `part` begins, so that every event is
    ///   delivered once however many dispatchers there are.
    func enqueueDeliveries(of part: AuditLogPart, at time: Timestamp) async throws -> Bool

    /// Takes deliveries whose time has come, at most one of each active endpoint, that one which has waited longest, and
    /// puts their next attempt off to `lease`, so that no other dispatcher takes them and they are tried again after
    /// a crash.
    /// - Parameter busy: endpoints to leave out.
    func claimDeliveries(
        dueAt time: Timestamp, lease: Timestamp, limit: Int, besides busy: Set<WebhookID>
    ) async throws -> [ClaimedDelivery]

    /// Stores what became of a delivery, and since when its endpoint fails: ``WebhookEndpoint/failingSince`` is cleared by a
    /// success and set by a failure unless it is set. What was deleted meanwhile is left alone.
    func record(_ delivery: WebhookDelivery) async throws

    /// The deliveries to an endpoint, the newest first.
    /// - Parameter status: keeps those in this state; `nil` for all.
    func deliveries(
        to webhook: WebhookID, status: WebhookDelivery.Status?, _ page: PageRequest
    ) async throws -> Page<WebhookDelivery>

    /// Makes a delivery pending again, due at `time` and with all its attempts before it.
    /// - Returns: the delivery; `nil` when that endpoint has no such delivery.
    func retryDelivery(_ id: WebhookDeliveryID, to webhook: WebhookID, at time: Timestamp) async throws
        -> WebhookDelivery?

    /// Removes finished deliveries that were made before `time`, at most `limit`.
    /// - Returns: how many were removed.
    func removeDeliveries(before time: Timestamp, limit: Int) async throws -> Int

    /// How many deliveries wait, and since when the oldest does.
    func deliveryQueue() async throws -> DeliveryQueue

    /// Secrets in force that expire from `start` on and before `end` and for which no event was recorded by
    /// ``noteExpiringSecrets(_:recording:)``, at most `limit`, the first to expire first.
    func expiringSecrets(from start: Timestamp, before end: Timestamp, limit: Int) async throws -> [ExpiringSecret]

    /// Records one event for each secret, unless it was done for the secret and this expiry, or the secret is gone.
    func noteExpiringSecrets(
        _ secrets: [ExpiringSecret], recording event: @escaping @Sendable (ExpiringSecret) -> AuditEvent
    ) async throws
}
