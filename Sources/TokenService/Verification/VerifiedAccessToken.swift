package import OAuthCore

/// An access token of this environment that has passed every check. Only ``AccessTokenVerifier`` makes one.
package struct VerifiedAccessToken: Sendable {
    package let clientID: ClientID
    package let organizationID: OrganizationID?
    /// What the token grants and the client is still registered for.
    package let scopes: [String]
    /// Whether the client has a secret that it may still use.
    package let isClientUsable: Bool
    package let audience: [String]
    package let expireTime: Timestamp
    package let tokenID: String
}
