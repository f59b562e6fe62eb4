public import OAuthCore

/// What a caller wants a secret to be.
public struct SecretUpdate: Sendable, Equatable {
    public var status: FieldUpdate<ClientSecret.Status> = .keep
    /// From when on the secret is refused; cleared for never.
    public var expireTime: FieldUpdate<Timestamp> = .keep

    public init() {}
}
