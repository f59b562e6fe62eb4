/// What a token is asked for: the access token request of the client credentials grant (RFC 6749 §4.4.2) without the
/// credentials. Tokens are cached by it, whatever the order in which scopes and audience are named.
public struct AccessTokenRequest: Sendable, Hashable {
    /// The scopes (RFC 6749 §3.3), sorted, none twice. Empty for all that the client is registered for.
    public let scopes: [String]
    /// The resource servers that the token is for, sorted, none twice. Empty for what the client is registered for.
    public let audience: [String]

    /// A request.
    /// - Parameters:
    ///   - scopes: scopes; a text with spaces counts as several.
    ///   - audience: identifiers of resource servers, mostly URLs.
    public init(scopes: [String] = [], audience: [String] = []) {
        self.scopes = scopes.isEmpty ? [] : Self.normal(scopes.flatMap { $0.split(separator: " ").map(String.init) })
        self.audience = audience.isEmpty ? [] : Self.normal(audience)
    }

    private static func normal(_ values: [String]) -> [String] {
        values.count < 2 ? values : Set(values).sorted()
    }
}
