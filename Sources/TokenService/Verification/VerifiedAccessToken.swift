public import OAuthCore

/// An access token of this environment that has passed every check. Only ``AccessTokenVerifier`` makes one.
public struct VerifiedAccessToken: Sendable {
    public let clientID: ClientID
    public let organizationID: OrganizationID?
    public let scopes: [String]
    public let audience: [String]
    public let expireTime: Timestamp
    public let tokenID: String
}
