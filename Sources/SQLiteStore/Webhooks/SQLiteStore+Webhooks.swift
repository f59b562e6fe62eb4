import GRDB
package import OAuthCore
import StoredRows
import Stores

extension SQLiteStore: WebhookStore {
    /// Adds an endpoint and the event that records it.
    /// - Throws: ``StoreError`` `duplicate` for a taken `id`.
    package func insert(_ webhook: WebhookEndpoint, recording event: AuditEvent) async throws {
        try await write { [audit] db in
            try WebhookRow(webhook).insert(db)
            try audit.append([event], db)
            return Outcome(())
        }
    }

    /// The endpoint with this id; `nil` when there is none.
    package func webhook(_ id: WebhookID) async throws -> WebhookEndpoint? {
        try await read { try Self.webhook(id, $0) }
    }

    /// The endpoints in the order of their ids. They are few, so they are counted.
    package func webhooks(_ page: PageRequest) async throws -> Page<WebhookEndpoint> {
        try await read { db in
            let list = StoredList<WebhookRow>()
            return try list.page(page, in: db, totalCount: list.count(db)) { $0.map(\.webhook) }
        }
    }

    /// Changes an endpoint in one transaction.
    /// - Precondition: the change keeps the id.
    package func updateWebhook(
        _ id: WebhookID, _ change: @escaping @Sendable (inout WebhookEndpoint) throws -> AuditEvent?
    ) async throws -> WebhookEndpoint? {
        try await write { [audit] db in
            guard var webhook = try Self.webhook(id, db) else { return Outcome(nil) }
            let event = try Refusal.wrapping { try change(&webhook) }
            precondition(webhook.id == id)
            try WebhookRow(webhook).update(db)
            if let event { try audit.append([event], db) }
            return Outcome(webhook)
        }
    }

    /// Removes an endpoint; its deliveries go with it (ON DELETE CASCADE).
    package func deleteWebhook(_ id: WebhookID, recording event: AuditEvent) async throws -> Bool {
        try await write { [audit] db in
            try db.cachedStatement(sql: "DELETE FROM webhooks WHERE id = ?").execute(arguments: [id.number])
            guard db.changesCount > 0 else { return Outcome(false) }
            try audit.append([event], db)
            return Outcome(true)
        }
    }

    static func webhook(_ id: WebhookID, _ db: Database) throws -> WebhookEndpoint? {
        try WebhookRow.fetch(db, "WHERE id = ?", [id.number]).first?.webhook
    }
}
