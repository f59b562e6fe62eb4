import OAuthCore

/// What a token request is granted.
struct Grant: Sendable {
    let client: ClientRecord
    /// The secret that the client showed.
    let secretID: SecretID
    /// As the token response names them: in the client's order, separated by spaces.
    let scope: String
    /// The claims that follow from the grant, encoded.
    let members: [UInt8]

    /// - Throws: ``OAuthError`` `invalid_scope` or `invalid_target`.
    init(
        _ request: TokenRequest, to authenticated: AuthenticatedClient, strictScopes: Bool
    ) throws(OAuthError) {
        client = authenticated.client
        secretID = authenticated.secretID
        let profile = client.profile
        guard request.scopes != nil || !request.audience.isEmpty else {
            scope = profile.scope
            members = profile.fullGrantMembers
            return
        }
        let scopes = try ScopeGrant.decide(
            requested: request.scopes, registered: profile.scopes, strict: strictScopes)
        let audience = try AudienceGrant.decide(requested: request.audience, registered: profile.audience)
        scope = scopes.joined(separator: " ")
        members = AccessTokenClaims.grantMembers(
            audience: audience, scopes: scopes, customClaims: profile.customClaims)
    }
}
