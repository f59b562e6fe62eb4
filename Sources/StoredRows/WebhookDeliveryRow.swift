package import OAuthCore

/// A row of `webhook_deliveries`.
package struct WebhookDeliveryRow: StoredRow {
    package static let table = StoredTable.webhookDeliveries

    package let delivery: WebhookDelivery

    package init(_ delivery: WebhookDelivery) {
        self.delivery = delivery
    }

    package init(_ reader: inout RowReader) throws {
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

    /// An id of 0 is a new delivery, whose id is the store's to give.
    package var columnValues: [StoredValue] {
        [
            delivery.id.number == 0 ? .null : .integer(delivery.id.number), .integer(delivery.webhookID.number),
            .integer(delivery.sequence), .text(delivery.eventType.rawValue), .text(delivery.status.rawValue),
            .integer(Int64(delivery.attempts)), StoredValue(delivery.nextAttemptTime?.milliseconds),
            StoredValue(delivery.lastAttemptTime?.milliseconds), StoredValue(delivery.responseStatus.map(Int64.init)),
            StoredValue(delivery.error), .integer(delivery.createTime.milliseconds),
        ]
    }
}
