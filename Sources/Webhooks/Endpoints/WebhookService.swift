import JOSE
package import Management
package import OAuthCore
package import Stores

/// What the management API does with webhook endpoints, whatever the encoding of the call.
package struct WebhookService: Sendable {
    /// For how long, in seconds, a secret that was replaced signs beside the new one: by default and at most.
    package static let (standardOverlap, longestOverlap): (Int64, Int64) = (86_400, 30 * 86_400)

    let store: any WebhookStore
    let sender: WebhookSender
    let clock: any WallClock
    private let sealer: WebhookSecretSealer
    private let rule: DestinationRule
    private let identifiers: IdentifierGenerator

    package init(
        store: any WebhookStore, sender: WebhookSender, sealer: WebhookSecretSealer, rule: DestinationRule,
        identifiers: IdentifierGenerator, clock: any WallClock
    ) {
        self.store = store
        self.sender = sender
        self.sealer = sealer
        self.rule = rule
        self.identifiers = identifiers
        self.clock = clock
    }

    /// - Returns: the endpoint and its secret, which is shown this once.
    /// - Throws: ``InvalidFields``, ``ManagementError``.
    package func create(
        _ fields: WebhookUpdate, by caller: Caller
    ) async throws -> (webhook: WebhookEndpoint, secret: Secret<String>) {
        try caller.require(.webhooksWrite)
        let now = clock.now()
        let id = WebhookID(number: identifiers.next())
        let secret = WebhookSecret.generate()
        var webhook = WebhookEndpoint(
            id: id, url: "", secret: try sealer.seal(secret, of: id), createTime: now, updateTime: now)
        try webhook.apply(fields, at: now)
        webhook.url = try checked(webhook.url)
        let count = try await store.webhooks(try PageRequest(size: 1)).totalCount
        guard count < WebhookEndpoint.maximumCount else {
            throw ManagementError.failedPrecondition(
                "There are \(count) webhooks, as many as there may be. Delete one that is no longer used first.",
                earliest: nil)
        }
        let event = AuditEvent(
            time: now, action: .webhookCreated, actor: caller.actor, subject: id.description,
            details: ["url": .string(webhook.url), "event_types": Self.list(webhook)])
        try await store.insert(webhook, recording: event)
        return (webhook, secret.serialized)
    }

    /// - Throws: ``ManagementError``.
    package func get(_ id: WebhookID, by caller: Caller) async throws -> WebhookEndpoint {
        try caller.require(.webhooksRead)
        return try await existing(id)
    }

    /// - Throws: ``ManagementError``.
    package func list(_ page: PageRequest, by caller: Caller) async throws -> Page<WebhookEndpoint> {
        try caller.require(.webhooksRead)
        return try await store.webhooks(page)
    }

    /// - Throws: ``InvalidFields``, ``ManagementError``.
    package func update(_ id: WebhookID, _ fields: WebhookUpdate, by caller: Caller) async throws -> WebhookEndpoint {
        try await change(id, .webhookUpdated, by: caller) { webhook, now in
            let before = webhook
            try webhook.apply(fields, at: now)
            webhook.url = try checked(webhook.url)
            return Self.changes(from: before, to: webhook)
        }
    }

    /// Makes a new secret; the present one signs beside it for a while.
    /// - Parameter overlap: for how long, in seconds; 0 to end the present one at once.
    /// - Returns: the endpoint and its new secret, which is shown this once.
    /// - Throws: ``InvalidFields``, ``ManagementError``.
    package func rotateSecret(
        of id: WebhookID, overlap: Int64 = standardOverlap, by caller: Caller
    ) async throws -> (webhook: WebhookEndpoint, secret: Secret<String>) {
        try caller.require(.webhooksWrite)
        guard (0...Self.longestOverlap).contains(overlap) else {
            throw InvalidFields("overlap", "must be 0 to \(Self.longestOverlap) seconds; it is \(overlap)")
        }
        let secret = WebhookSecret.generate()
        let sealed = try sealer.seal(secret, of: id)
        let webhook = try await change(id, .webhookSecretRotated, by: caller) { webhook, now in
            let end = now.adding(seconds: overlap)
            webhook.previousSecret = overlap > 0 ? .init(secret: webhook.secret, expireTime: end) : nil
            webhook.secret = sealed
            webhook.updateTime = now
            return ["previous_expire_time": .string(end.description)]
        }
        return (webhook, secret.serialized)
    }

    /// - Throws: ``ManagementError``.
    package func delete(_ id: WebhookID, by caller: Caller) async throws {
        try caller.require(.webhooksWrite)
        let event = AuditEvent(
            time: clock.now(), action: .webhookDeleted, actor: caller.actor, subject: id.description)
        guard try await store.deleteWebhook(id, recording: event) else { throw Self.notFound(id) }
    }

    func existing(_ id: WebhookID) async throws -> WebhookEndpoint {
        guard let webhook = try await store.webhook(id) else { throw Self.notFound(id) }
        return webhook
    }

    private func change(
        _ id: WebhookID, _ action: AuditEvent.Action, by caller: Caller,
        _ rule: @escaping @Sendable (inout WebhookEndpoint, Timestamp) throws -> JSONValue
    ) async throws -> WebhookEndpoint {
        try caller.require(.webhooksWrite)
        let now = clock.now()
        let changed = try await store.updateWebhook(id) { webhook in
            let details = try rule(&webhook, now)
            return AuditEvent(
                time: now, action: action, actor: caller.actor, subject: id.description, details: details)
        }
        guard let changed else { throw Self.notFound(id) }
        return changed
    }

    /// The URL in its one spelling.
    /// - Throws: ``InvalidFields`` for one that no message may be sent to.
    private func checked(_ text: String) throws -> String {
        do {
            let url = try WebhookURL(text)
            try rule.check(url)
            return url.text
        } catch let error as WebhookURL.Fault {
            throw InvalidFields("url", error.reason)
        } catch let error as DestinationRule.Refused {
            throw InvalidFields("url", error.reason)
        }
    }

    private static func notFound(_ id: WebhookID) -> ManagementError {
        .notFound("webhook", id.description)
    }

    private static func list(_ webhook: WebhookEndpoint) -> JSONValue {
        .array(webhook.eventTypes.map { .string($0.description) })
    }

    private static func changes(from old: WebhookEndpoint, to new: WebhookEndpoint) -> JSONValue {
        var changes = FieldChanges()
        changes.note("url", from: .string(old.url), to: .string(new.url))
        changes.note("event_types", from: list(old), to: list(new))
        changes.note("description", from: .string(old.description), to: .string(new.description))
        changes.note("status", from: .string(old.status.rawValue), to: .string(new.status.rawValue))
        return changes.json
    }
}
