import OAuthCore

/// What a client may be granted, with its claims encoded once. Clients that are registered alike share one.
final class ClientProfile: Sendable {
    let scopes: [String]
    /// Never empty.
    let audience: [String]
    let customClaims: [CustomClaim]
    /// The scopes as the token response names them.
    let scope: String
    /// The claims of a token with everything that is registered.
    let fullGrantMembers: [UInt8]

    init(scopes: [String], audience: [String], customClaims: [CustomClaim]) {
        self.scopes = scopes
        self.audience = audience
        self.customClaims = customClaims
        scope = scopes.joined(separator: " ")
        fullGrantMembers = AccessTokenClaims.grantMembers(
            audience: audience, scopes: scopes, customClaims: customClaims)
    }
}
