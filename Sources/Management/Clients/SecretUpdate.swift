package import OAuthCore

/// What a caller wants a secret to be.
package struct SecretUpdate: Sendable, Equatable {
    package var status: FieldUpdate<ClientSecret.Status> = .keep
    /// From when on the secret is refused; cleared for never.
    package var expireTime: FieldUpdate<Timestamp> = .keep

    package init() {}
}
