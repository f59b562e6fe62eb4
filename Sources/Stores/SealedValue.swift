package import OAuthCore

/// Something that is stored encrypted under the master key.
package enum SealedValue: Sendable, Equatable {
    case signingKey(SigningKeyRecord)
    /// A secret that signs the messages to a webhook, sealed.
    case webhookSecret(WebhookID, [UInt8])
}
