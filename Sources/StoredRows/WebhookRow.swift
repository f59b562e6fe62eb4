package import OAuthCore

/// A row of `webhooks`.
package struct WebhookRow: StoredRow {
    package static let table = StoredTable.webhooks

    package let webhook: WebhookEndpoint

    package init(_ webhook: WebhookEndpoint) {
        self.webhook = webhook
    }

    package init(_ reader: inout RowReader) throws {
        let id = WebhookID(number: try reader.integer())
        let url = try reader.text()
        let eventTypes = try reader.value("a list of event types", Self.filters)
        let description = try reader.text()
        let status = try reader.value("a status", WebhookEndpoint.Status.init(rawValue:))
        let secret = WebhookEndpoint.SealedSecret(try reader.bytes())
        let previous = try reader.optionalBytes().map { WebhookEndpoint.SealedSecret($0) }
        let expireTime = try reader.optionalTime()
        var previousSecret: WebhookEndpoint.PreviousSecret?
        if let previous, let expireTime { previousSecret = .init(secret: previous, expireTime: expireTime) }
        webhook = WebhookEndpoint(
            id: id, url: url, eventTypes: eventTypes, description: description, status: status, secret: secret,
            previousSecret: previousSecret, failingSince: try reader.optionalTime(), createTime: try reader.time(),
            updateTime: try reader.time())
    }

    package var columnValues: [StoredValue] {
        [
            .integer(webhook.id.number), .text(webhook.url),
            .text(StoredJSON.text(webhook.eventTypes.map(\.description))), .text(webhook.description),
            .text(webhook.status.rawValue), .bytes(webhook.secret.bytes),
            StoredValue(webhook.previousSecret?.secret.bytes),
            StoredValue(webhook.previousSecret?.expireTime.milliseconds),
            StoredValue(webhook.failingSince?.milliseconds), .integer(webhook.createTime.milliseconds),
            .integer(webhook.updateTime.milliseconds),
        ]
    }

    /// Filters that a newer release added are left out: nothing that this one sends matches them.
    private static func filters(_ text: String) -> [WebhookEventFilter]? {
        guard let texts = StoredJSON.list(text) else { return nil }
        let filters = texts.compactMap { WebhookEventFilter($0) }
        // None at all would mean every event.
        return filters.isEmpty && !texts.isEmpty ? nil : filters
    }
}
