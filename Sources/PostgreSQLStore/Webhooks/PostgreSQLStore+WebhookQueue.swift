package import OAuthCore
import StoredRows
package import Stores

extension PostgreSQLStore {
    /// How far the audit log has been turned into deliveries.
    package func webhookCursor() async throws -> WebhookCursor {
        try await read { try Self.cursor($0) }
    }

    /// The events behind a place in the audit log; those that cannot be read are passed over.
    package func auditEvents(after sequence: Int64, limit: Int) async throws -> AuditLogPart {
        try await read { db in
            let sql = "\(StoredTable.auditEvents.select) WHERE sequence > ? ORDER BY sequence LIMIT ?"
            let rows = try db.run(sql, [.integer(sequence), .integer(Int64(limit))]).rows
            var end = sequence
            if case .integer(let last) = rows.last?.first { end = last }
            let entries = rows.compactMap { row in try? AuditRow(row).record }
            return AuditLogPart(start: sequence, end: end, entries: entries)
        }
    }

    /// Adds a delivery for every event and active endpoint that wants it, and moves the cursor, in one transaction.
    package func enqueueDeliveries(of part: AuditLogPart, at time: Timestamp) async throws -> Bool {
        try await write { db in
            let move = try db.run(
                "UPDATE webhook_cursor SET sequence = ? WHERE id = 1 AND sequence = ?",
                [.integer(part.end), .integer(part.start)])
            guard move.changes > 0 else { return Outcome(false) }
            let webhooks = try WebhookRow.fetch(db, "ORDER BY id").map(\.webhook)
            for message in part.messages(to: webhooks) {
                let delivery = WebhookDelivery(
                    id: WebhookDeliveryID(number: try db.next("deliveries")), webhookID: message.webhook.id,
                    sequence: message.entry.sequence, eventType: message.type, nextAttemptTime: time, createTime: time)
                try WebhookDeliveryRow(delivery).insert(db)
            }
            return Outcome(true)
        }
    }

    /// Takes deliveries whose time has come, one of each active endpoint at most, and puts their next attempt off.
    package func claimDeliveries(
        dueAt time: Timestamp, lease: Timestamp, limit: Int, besides busy: Set<WebhookID>
    ) async throws -> [ClaimedDelivery] {
        // Mostly there is nothing to do, which needs no right to write.
        guard try await read({ try !Self.due(time, limit, busy, $0).isEmpty }) else { return [] }
        return try await write { db in
            let claimed = try Self.due(time, limit, busy, db).compactMap { id, webhook -> ClaimedDelivery? in
                let rows = try WebhookDeliveryRow.fetch(db, "WHERE id = ?", [.integer(id)])
                guard var delivery = rows.first?.delivery else { return nil }
                delivery.nextAttemptTime = lease
                try WebhookDeliveryRow(delivery).update(db)
                let events = try AuditRow.fetch(db, "WHERE sequence = ?", [.integer(delivery.sequence)])
                return ClaimedDelivery(delivery: delivery, webhook: webhook, event: events.first?.record.event)
            }
            return Outcome(claimed)
        }
    }

    /// How many deliveries to active endpoints wait, and since when the oldest does.
    package func deliveryQueue() async throws -> DeliveryQueue {
        try await read { db in
            let count = try db.number(
                "SELECT count(*) FROM webhook_deliveries WHERE next_attempt_time IS NOT NULL")
            let oldest = try db.number(
                "SELECT create_time FROM webhook_deliveries WHERE next_attempt_time IS NOT NULL ORDER BY id LIMIT 1")
            return DeliveryQueue(count: Int(count ?? 0), oldest: oldest.map(Timestamp.init(milliseconds:)))
        }
    }

    static func cursor(_ db: Connection) throws -> WebhookCursor {
        let row = try db.run("\(StoredTable.webhookCursor.select) WHERE id = 1", []).rows.first
        guard let row else {
            throw StoreError(.corrupt, "the table webhook_cursor has no row: restore the database from a backup")
        }
        var reader = RowReader(row, of: .webhookCursor)
        _ = try reader.integer()
        return WebhookCursor(sequence: try reader.integer(), installation: try reader.text())
    }

    /// The deliveries that have waited longest, one of each active endpoint.
    private static func due(
        _ time: Timestamp, _ limit: Int, _ busy: Set<WebhookID>, _ db: Connection
    ) throws -> [(Int64, WebhookEndpoint)] {
        let first = """
            SELECT id, next_attempt_time FROM webhook_deliveries WHERE webhook_id = ? AND next_attempt_time <= ?
            ORDER BY next_attempt_time, id LIMIT 1
            """
        var found: [(id: Int64, dueTime: Int64, webhook: WebhookEndpoint)] = []
        for webhook in try WebhookRow.fetch(db, "ORDER BY id").map(\.webhook)
        where webhook.status == .active && !busy.contains(webhook.id) {
            let row = try db.run(first, [.integer(webhook.id.number), .integer(time.milliseconds)]).rows.first
            if case .integer(let id) = row?[0], case .integer(let dueTime) = row?[1] {
                found.append((id, dueTime, webhook))
            }
        }
        return found.sorted { ($0.dueTime, $0.id) < ($1.dueTime, $1.id) }.prefix(limit).map { ($0.id, $0.webhook) }
    }
}
