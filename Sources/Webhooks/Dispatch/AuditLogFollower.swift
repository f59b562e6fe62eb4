import OAuthCore
import Stores

/// Turns the events of the audit log into deliveries, in their order.
struct AuditLogFollower {
    private static let batch = 500
    /// How far the stored cursor may stay behind while nothing is delivered: storing it for every event would double the
    /// writes of a server without webhooks.
    private static let slack: Int64 = 5000

    private let store: any WebhookStore
    private let clock: any WallClock
    private var stored: WebhookCursor
    /// The last event that was looked at.
    private var position: Int64

    init(store: any WebhookStore, clock: any WallClock) async throws {
        self.store = store
        self.clock = clock
        stored = try await store.webhookCursor()
        position = stored.sequence
    }

    /// See ``WebhookCursor/installation``.
    var installation: String { stored.installation }

    /// Goes on to the end of the log.
    mutating func follow() async throws {
        while true {
            let part = try await store.auditEvents(after: position, limit: Self.batch)
            guard part.end > position else { return }
            // Read after the events: whoever was there when they happened is in the list.
            let isWanted = try await isWanted(part)
            if isWanted || part.end - stored.sequence >= Self.slack {
                let whole = AuditLogPart(start: stored.sequence, end: part.end, entries: part.entries)
                if try await !store.enqueueDeliveries(of: whole, at: clock.now()) {
                    // Another dispatcher was faster.
                    stored = try await store.webhookCursor()
                    position = stored.sequence
                    continue
                }
                stored = WebhookCursor(sequence: part.end, installation: stored.installation)
            }
            position = part.end
        }
    }

    /// Whether an endpoint wants one of the events, or one of them changes endpoints: what came before that is never to be
    /// looked at again, with other endpoints.
    private func isWanted(_ part: AuditLogPart) async throws -> Bool {
        if part.entries.contains(where: { $0.event.action.rawValue.hasPrefix("webhook.") }) { return true }
        let types = Set(part.entries.compactMap(\.event.action.webhookEventType))
        guard !types.isEmpty else { return false }
        let webhooks = try await store.webhooks(PageRequest(size: WebhookEndpoint.maximumCount)).items
        return webhooks.contains { webhook in types.contains(where: webhook.wants) }
    }
}
