/// What ``StandardClaims`` gives; see there.
final class ClaimValues: Sendable, Equatable {
    let issuer: String
    let subject: String
    let audience: [String]
    let expiry: Int64
    let issuedAt: Int64
    let notBefore: Int64?
    let tokenID: String
    let clientID: String
    let organizationID: String?
    let scopes: [String]
    let customClaims: [String: String]
    let secretID: String?
    let isBoundToKey: Bool

    init(
        issuer: String, subject: String, audience: [String], expiry: Int64, issuedAt: Int64, notBefore: Int64?,
        tokenID: String, clientID: String, organizationID: String?, scopes: [String], customClaims: [String: String],
        secretID: String?, isBoundToKey: Bool
    ) {
        self.issuer = issuer
        self.subject = subject
        self.audience = audience
        self.expiry = expiry
        self.issuedAt = issuedAt
        self.notBefore = notBefore
        self.tokenID = tokenID
        self.clientID = clientID
        self.organizationID = organizationID
        self.scopes = scopes
        self.customClaims = customClaims
        self.secretID = secretID
        self.isBoundToKey = isBoundToKey
    }

    static func == (left: ClaimValues, right: ClaimValues) -> Bool {
        left.issuer == right.issuer && left.subject == right.subject && left.audience == right.audience
            && left.expiry == right.expiry && left.issuedAt == right.issuedAt && left.notBefore == right.notBefore
            && left.tokenID == right.tokenID && left.clientID == right.clientID
            && left.organizationID == right.organizationID && left.scopes == right.scopes
            && left.customClaims == right.customClaims && left.secretID == right.secretID
            && left.isBoundToKey == right.isBoundToKey
    }
}
