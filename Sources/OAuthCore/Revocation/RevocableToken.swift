/// What of an access token a revocation can be about.
package struct RevocableToken: Sendable, Equatable {
    /// `jti`; `nil` for a token that is about to be issued.
    package let tokenID: String?
    package let clientID: ClientID
    /// The secret that it was got with; `nil` for another way to authenticate.
    package let secretID: SecretID?
    package let organizationID: OrganizationID?
    package let keyID: SigningKeyID
    /// `iat`, in seconds since 1970.
    package let issueTime: Int64

    package init(
        tokenID: String?, clientID: ClientID, secretID: SecretID?, organizationID: OrganizationID?,
        keyID: SigningKeyID, issueTime: Int64
    ) {
        self.tokenID = tokenID
        self.clientID = clientID
        self.secretID = secretID
        self.organizationID = organizationID
        self.keyID = keyID
        self.issueTime = issueTime
    }
}
