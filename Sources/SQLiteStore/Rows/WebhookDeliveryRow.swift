import GRDB
import OAuthCore

/// A row of `webhook_deliveries`.
struct WebhookDeliveryRow: StoredRow {
    static let table = StoredTable.webhookDeliveries

    let delivery: WebhookDelivery

    init(_ delivery: WebhookDelivery) {
        self.delivery = delivery
    }

    init(_ reader: inout RowReader) throws {
        delivery = WebhookDelivery(
            id: WebhookDeliveryID(number: try reader.integer()),
            webhookID: WebhookID(number: try reader.integer()),
            sequence: try reader.integer(),
            eventType: try reader.value("an event type", WebhookEventType.init(rawValue:)),
            status: try reader.value("a status", WebhookDelivery.Status.init(rawValue:)),
            attempts: Int(try reader.integer()),
            nextAttemptTime: try reader.optionalTime(),
            lastAttemptTime: try reader.optionalTime(),
            responseStatus: try reader.optionalInteger().map(Int.init),
            error: try reader.optionalText(),
            createTime: try reader.time())
    }

    /// An id of 0 is a new delivery, whose id is SQLite's to give.
    var columnValues: [(any DatabaseValueConvertible)?] {
        [
            delivery.id.number == 0 ? nil : delivery.id.number, delivery.webhookID.number, delivery.sequence,
            delivery.eventType.rawValue, delivery.status.rawValue, delivery.attempts,
            delivery.nextAttemptTime?.milliseconds, delivery.lastAttemptTime?.milliseconds, delivery.responseStatus,
            delivery.error, delivery.createTime.milliseconds,
        ]
    }
}
