package import JOSE

/// Something that was done, or refused, to a credential or a setting.
package struct AuditEvent: Sendable, Equatable {
    /// What was done; the raw value is stable.
    package enum Action: String, Sendable, CaseIterable {
        case organizationCreated = "organization.created"
        case organizationUpdated = "organization.updated"
        case organizationDeleted = "organization.deleted"
        case clientCreated = "client.created"
        case clientUpdated = "client.updated"
        case clientDeleted = "client.deleted"
        case clientDisabled = "client.disabled"
        case clientEnabled = "client.enabled"
        /// The right secret came from an address that the client may not use.
        case clientAddressRefused = "client.address_refused"
        case clientQuotaExceeded = "client.quota_exceeded"
        case organizationQuotaExceeded = "organization.quota_exceeded"
        /// Somebody presented a client's id without the right secret.
        case clientAuthenticationFailed = "client.authentication_failed"
        case secretCreated = "secret.created"
        case secretUpdated = "secret.updated"
        case secretDeleted = "secret.deleted"
        case secretRotated = "secret.rotated"
        case secretLeaked = "secret.leaked"
        case signingKeyCreated = "signing_key.created"
        case signingKeysRotated = "signing_keys.rotated"
        case signingKeyRemoved = "signing_key.removed"
        case signingKeyRevoked = "signing_key.revoked"
        case tokensRevoked = "tokens.revoked"
        /// A management call was refused for who made it.
        case managementRefused = "management.refused"
        /// Recorded only where every issue is to be.
        case tokenIssued = "token.issued"
        /// The oldest events were removed, as the retention says.
        case auditPruned = "audit.pruned"
        /// A secret expires soon; recorded once for each secret and expiry.
        case secretExpiring = "secret.expiring"
        case webhookCreated = "webhook.created"
        case webhookUpdated = "webhook.updated"
        case webhookDeleted = "webhook.deleted"
        case webhookSecretRotated = "webhook.secret_rotated"
        /// Switched off by the program, since nothing got through for too long or the receiver said it is gone.
        case webhookDisabled = "webhook.disabled"
    }

    package let time: Timestamp
    package let action: Action
    package let actor: Actor
    /// The id of what was changed.
    package let subject: String
    /// The organization that it is about, if any, so that its events can be found.
    package let organizationID: OrganizationID?
    /// The client that it is about, if any.
    package let clientID: ClientID?
    /// What changed, as far as it is no secret: for an update, each changed field with its old and new value.
    package let details: JSONValue

    /// - Parameters:
    ///   - organization: the organization that it is about; what `subject` or `details` name when it is `nil`.
    ///   - client: the client that it is about; what `subject` or `details` name when it is `nil`.
    package init(
        time: Timestamp, action: Action, actor: Actor, subject: String, organization: OrganizationID? = nil,
        client: ClientID? = nil, details: JSONValue = .object([])
    ) {
        self.time = time
        self.action = action
        self.actor = actor
        self.subject = subject
        organizationID =
            organization ?? OrganizationID(subject)
            ?? details["organization_id"]?.string.flatMap { OrganizationID($0) }
        clientID = client ?? ClientID(subject) ?? details["client_id"]?.string.flatMap { ClientID($0) }
        self.details = details
    }
}
