import GRDB
import OAuthCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A row of `webhooks`.
struct WebhookRow: StoredRow {
    static let table = StoredTable.webhooks

    let webhook: WebhookEndpoint

    init(_ webhook: WebhookEndpoint) {
        self.webhook = webhook
    }

    init(_ reader: inout RowReader) throws {
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

    var columnValues: [(any DatabaseValueConvertible)?] {
        [
            webhook.id.number, webhook.url, StoredJSON.text(webhook.eventTypes.map(\.description)),
            webhook.description, webhook.status.rawValue, Data(webhook.secret.bytes),
            webhook.previousSecret.map { Data($0.secret.bytes) }, webhook.previousSecret?.expireTime.milliseconds,
            webhook.failingSince?.milliseconds, webhook.createTime.milliseconds, webhook.updateTime.milliseconds,
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
