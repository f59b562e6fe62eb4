package import OAuthCore

/// An access token of this environment that has passed every check. Only ``AccessTokenVerifier`` makes one.
package struct VerifiedAccessToken: Sendable {
    package let claims: IssuedTokenClaims
    /// What the token grants and the client is still registered for.
    package let scopes: [String]
    /// Whether the client has a secret that it may still use.
    package let isClientUsable: Bool

    package var clientID: ClientID { claims.clientID }
    package var organizationID: OrganizationID? { claims.organizationID }
    package var audience: [String] { claims.audience }
    package var expireTime: Timestamp { claims.expireTime }
    package var tokenID: String { claims.tokenID }
}
