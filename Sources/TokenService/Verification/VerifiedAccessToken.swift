package import OAuthCore

/// An access token of this environment that has passed every check. Only ``AccessTokenVerifier`` makes one.
package struct VerifiedAccessToken: Sendable {
    package let clientID: ClientID
    package let organizationID: OrganizationID?
    package let scopes: [String]
    package let audience: [String]
    package let expireTime: Timestamp
    package let tokenID: String
}
