/// What a webhook message can be about; the raw value is stable and is the `type` of the message.
package enum WebhookEventType: String, Sendable, CaseIterable {
    case clientCreated = "client.created"
    case clientUpdated = "client.updated"
    case clientDeleted = "client.deleted"
    case clientDisabled = "client.disabled"
    case clientEnabled = "client.enabled"
    /// A client has used up its token quota; told once a period.
    case clientQuotaExceeded = "client.quota_exceeded"
    case secretCreated = "secret.created"
    case secretUpdated = "secret.updated"
    case secretDeleted = "secret.deleted"
    case secretRotated = "secret.rotated"
    /// A scanner has found a secret in public.
    case secretLeaked = "secret.leaked"
    /// A secret is about to expire.
    case secretExpiring = "secret.expiring"
    /// A signing key is published.
    case keyAnnounced = "key.announced"
    /// A signing key signs from now on.
    case keyActivated = "key.activated"
    /// The last token of a signing key has expired, and the key is no longer published.
    case keyRetired = "key.retired"
    /// A stolen signing key was taken out of use.
    case keyRevoked = "key.revoked"
    /// Tokens were ended before they expire.
    case tokensRevoked = "tokens.revoked"
    /// An organization has used up its token quota; told once a period.
    case organizationQuotaExceeded = "organization.quota_exceeded"
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
        case .clientDisabled: .clientDisabled
        case .clientEnabled: .clientEnabled
        case .clientQuotaExceeded: .clientQuotaExceeded
        case .secretCreated: .secretCreated
        case .secretUpdated: .secretUpdated
        case .secretDeleted: .secretDeleted
        case .secretRotated: .secretRotated
        case .secretLeaked: .secretLeaked
        case .secretExpiring: .secretExpiring
        case .signingKeyCreated: .keyAnnounced
        case .signingKeysRotated: .keyActivated
        case .signingKeyRemoved: .keyRetired
        case .signingKeyRevoked: .keyRevoked
        case .tokensRevoked: .tokensRevoked
        case .organizationQuotaExceeded: .organizationQuotaExceeded
        // It ends clients, so whoever follows clients must hear of it.
        case .organizationDeleted: .organizationDeleted
        // Customers' records, not credentials.
        case .organizationCreated, .organizationUpdated: nil
        // As often as anybody likes, so that a guesser could flood receivers.
        case .clientAddressRefused, .clientAuthenticationFailed, .managementRefused: nil
        case .tokenIssued, .auditPruned: nil
        // A receiver must not be told of itself: each failure would cause the next message.
        case .webhookCreated, .webhookUpdated, .webhookDeleted, .webhookSecretRotated, .webhookDisabled: nil
        }
    }
}
