package import JOSE

/// Something that an administrator did to a credential or a setting, kept beside the change itself.
package struct AuditEvent: Sendable, Equatable {
    /// What was done; the raw value is stable.
    package enum Action: String, Sendable, CaseIterable {
        case organizationCreated = "organization.created"
        case organizationUpdated = "organization.updated"
        case organizationDeleted = "organization.deleted"
        case clientCreated = "client.created"
        case clientUpdated = "client.updated"
        case clientDeleted = "client.deleted"
        case secretCreated = "secret.created"
        case secretUpdated = "secret.updated"
        case secretDeleted = "secret.deleted"
        /// A secret expires soon; recorded once for each secret and expiry.
        case secretExpiring = "secret.expiring"
        case signingKeyCreated = "signing_key.created"
        case signingKeysRotated = "signing_keys.rotated"
        case signingKeyRemoved = "signing_key.removed"
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
    /// What changed, as far as it is no secret: for an update, each changed field with its old and new value.
    package let details: JSONValue

    package init(time: Timestamp, action: Action, actor: Actor, subject: String, details: JSONValue = .object([])) {
        self.time = time
        self.action = action
        self.actor = actor
        self.subject = subject
        self.details = details
    }
}
