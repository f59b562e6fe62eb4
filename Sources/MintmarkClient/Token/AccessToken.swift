/// An access token that the server issued (RFC 6749 §1.4). Only a ``TokenProvider`` makes one.
public struct AccessToken: Sendable {
    /// The token itself. It is opaque to the application; what it grants is for the API to read.
    public let value: SecretString
    /// The scopes that the server granted (RFC 6749 §3.3), sorted: those asked for unless the server says otherwise. The
    /// server may grant fewer.
    public let scopes: [String]
    /// For how long the server issued the token: `expires_in` (RFC 6749 §5.1), or
    /// ``TokenProviderSettings/unstatedLifetime``. Counted from when the request was sent.
    public let lifetime: Duration
    /// What was asked for.
    public let request: AccessTokenRequest

    /// The value of the header `Authorization` (RFC 6750 §2.1): `Bearer` and the token. It is a secret: ask for it where
    /// the header is set, and nowhere else.
    public func authorizationHeader() -> String { "Bearer " + value.reveal() }

    init(value: SecretString, scopes: [String], lifetime: Duration, request: AccessTokenRequest) {
        self.value = value
        self.scopes = scopes
        self.lifetime = lifetime
        self.request = request
    }
}

extension AccessToken: CustomStringConvertible {
    /// What the token grants and for how long, without the token.
    public var description: String {
        "AccessToken([redacted], scopes: \(scopes.joined(separator: " ")), lifetime: \(lifetime))"
    }
}
