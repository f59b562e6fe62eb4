package import JOSE
package import OAuthCore

/// What an access token of this environment says, its signature and issuer being right.
package struct IssuedTokenClaims: Sendable {
    package let clientID: ClientID
    package let organizationID: OrganizationID?
    package let secretID: SecretID?
    package let keyID: SigningKeyID
    package let scopes: [String]
    package let audience: [String]
    package let tokenID: String
    /// `iat`, in seconds since 1970.
    package let issueTime: Int64
    package let expireTime: Timestamp
    /// All claims, as they stand in the token.
    package let all: JSONValue

    /// - Parameter now: no token is issued for a later time.
    /// - Throws: ``TokenVerificationFailure/wrongClaims(_:)``.
    init(_ claims: JSONValue, keyID: SigningKeyID, now: Timestamp) throws(TokenVerificationFailure) {
        guard let expiry = claims["exp"]?.integer else { throw .wrongClaims("exp") }
        guard let notBefore = claims["nbf"]?.integer, notBefore <= now.seconds else { throw .wrongClaims("nbf") }
        guard let issueTime = claims["iat"]?.integer else { throw .wrongClaims("iat") }
        guard let client = claims["client_id"]?.string.flatMap({ ClientID($0) }) else {
            throw .wrongClaims("client_id")
        }
        guard let tokenID = claims["jti"]?.string, TokenID.isValid(tokenID) else { throw .wrongClaims("jti") }
        clientID = client
        organizationID = claims["oid"]?.string.flatMap { OrganizationID($0) }
        secretID = claims["secret_id"]?.string.flatMap { SecretID($0) }
        self.keyID = keyID
        scopes = claims["scopes"]?.array?.compactMap(\.string) ?? []
        audience = claims["aud"]?.array?.compactMap(\.string) ?? []
        self.tokenID = tokenID
        self.issueTime = issueTime
        expireTime = Timestamp(seconds: expiry)
        all = claims
    }

    /// What of it a revocation can be about.
    var revocable: RevocableToken {
        RevocableToken(
            tokenID: tokenID, clientID: clientID, secretID: secretID, organizationID: organizationID, keyID: keyID,
            issueTime: issueTime)
    }
}
