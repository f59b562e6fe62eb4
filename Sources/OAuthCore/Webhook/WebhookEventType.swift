/// What a webhook message can be about; the raw value is stable and is the `type` of the message.
package enum WebhookEventType: String, Sendable, CaseIterable {
    case clientCreated = "client.created"
    case clientUpdated = "client.updated"
    case clientDeleted = "client.deleted"
    case secretCreated = "secret.created"
    case secretUpdated = "secret.updated"
    case secretDeleted = "secret.deleted"
    /// A secret is about to expire.
    case secretExpiring = "secret.expiring"
    /// A signing key is published.
    case keyAnnounced = "key.announced"
    /// A signing key signs from now on.
    case keyActivated = "key.activated"
    /// The last token of a signing key has expired, and the key is no longer published.
    case keyRetired = "key.retired"
    /// An organization is gone, and with it all its clients, which get no `client.deleted` of their own.
    case organizationDeleted = "organization.deleted"
    /// Sent on demand to try an endpoint; never stored.
    case webhookTest = "webhook.test"

    /// The first part of the name, as in `secret`.
    package var noun: Substring { rawValue.prefix { $0 != "." } }
}

extension AuditEvent.Action {
    /// What receivers of webhooks hear of it; `nil` for what is not sent.
    package var webhookEventType: WebhookEventType? {
        switch self {
        case .clientCreated: .clientCreated
        case .clientUpdated: .clientUpdated
        case .clientDeleted: .clientDeleted
        case .secretCreated: .secretCreated
        case .secretUpdated: .secretUpdated
        case .secretDeleted: .secretDeleted
        case .secretExpiring: .secretExpiring
        case .signingKeyCreated: .keyAnnounced
        case .signingKeysRotated: .keyActivated
        case .signingKeyRemoved: .keyRetired
        // It ends clients, so whoever follows clients must hear of it.
        case .organizationDeleted: .organizationDeleted
        // Customers' records, not credentials.
        case .organizationCreated, .organizationUpdated: nil
        // A receiver must not be told of itself: each failure would cause the next message.
        case .webhookCreated, .webhookUpdated, .webhookDeleted, .webhookSecretRotated, .webhookDisabled: nil
        }
    }
}
