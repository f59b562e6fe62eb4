package import OAuthCore

/// Consecutive events of the audit log.
package struct AuditLogPart: Sendable, Equatable {
    /// The place before the first event.
    package let start: Int64
    /// The place of the last event, readable or not; ``start`` when there was none.
    package let end: Int64
    package let entries: [AuditRecord]

    package init(start: Int64, end: Int64, entries: [AuditRecord]) {
        self.start = start
        self.end = end
        self.entries = entries
    }

    /// What each endpoint is to be told, in the order of the events: what happened before an endpoint was there is not for
    /// it.
    package func messages(
        to webhooks: [WebhookEndpoint]
    ) -> [(entry: AuditRecord, type: WebhookEventType, webhook: WebhookEndpoint)] {
        var later = Set(entries.filter { $0.event.action == .webhookCreated }.map(\.event.subject))
        var messages: [(AuditRecord, WebhookEventType, WebhookEndpoint)] = []
        for entry in entries {
            if entry.event.action == .webhookCreated { later.remove(entry.event.subject) }
            guard let type = entry.event.action.webhookEventType else { continue }
            for webhook in webhooks where webhook.wants(type) && !later.contains(webhook.id.description) {
                messages.append((entry, type, webhook))
            }
        }
        return messages
    }
}
