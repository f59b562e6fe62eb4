import GRDB
package import OAuthCore
import StoredRows
import Stores

extension SQLiteStore {
    /// Stores what became of a delivery, and since when its endpoint fails.
    package func record(_ delivery: WebhookDelivery) async throws {
        try await write { db in
            try WebhookDeliveryRow(delivery).update(db)
            if delivery.status == .delivered {
                try db.cachedStatement(
                    sql: "UPDATE webhooks SET failing_since = NULL WHERE id = ? AND failing_since IS NOT NULL"
                ).execute(arguments: [delivery.webhookID.number])
            } else {
                let time = (delivery.lastAttemptTime ?? delivery.createTime).milliseconds
                try db.cachedStatement(
                    sql: "UPDATE webhooks SET failing_since = ? WHERE id = ? AND failing_since IS NULL"
                ).execute(arguments: [time, delivery.webhookID.number])
            }
            return Outcome(())
        }
    }

    /// The deliveries to an endpoint, the newest first.
    package func deliveries(
        to webhook: WebhookID, status: WebhookDelivery.Status?, _ page: PageRequest
    ) async throws -> Page<WebhookDelivery> {
        try await read { db in
            let list =
                if let status {
                    StoredList<WebhookDeliveryRow>(
                        where: "webhook_id = ? AND status = ?", [webhook.number, status.rawValue])
                } else {
                    StoredList<WebhookDeliveryRow>(where: "webhook_id = ?", [webhook.number])
                }
            return try list.page(page, .newestFirst, in: db, totalCount: list.count(db)) { $0.map(\.delivery) }
        }
    }

    /// Makes a delivery pending again, with all its attempts before it.
    package func retryDelivery(
        _ id: WebhookDeliveryID, to webhook: WebhookID, at time: Timestamp
    ) async throws -> WebhookDelivery? {
        try await write { db in
            let rows = try WebhookDeliveryRow.fetch(
                db, "WHERE id = ? AND webhook_id = ?", [id.number, webhook.number])
            guard var delivery = rows.first?.delivery else { return Outcome(nil) }
            delivery.status = .pending
            delivery.attempts = 0
            delivery.nextAttemptTime = time
            try WebhookDeliveryRow(delivery).update(db)
            return Outcome(delivery)
        }
    }

    /// Removes finished deliveries that were made before `time`.
    package func removeDeliveries(before time: Timestamp, limit: Int) async throws -> Int {
        try await write { db in
            try db.cachedStatement(
                sql: """
                    DELETE FROM webhook_deliveries WHERE id IN (
                    SELECT id FROM webhook_deliveries WHERE next_attempt_time IS NULL AND create_time < ?
                    ORDER BY create_time LIMIT ?)
                    """
            ).execute(arguments: [time.milliseconds, limit])
            return Outcome(db.changesCount)
        }
    }
}
