import JOSE
package import OAuthCore

/// Makes signed access tokens (RFC 9068). Writes nothing anywhere.
package struct TokenIssuer: Sendable {
    private let keyRing: KeyRing
    private let revocations: RevocationList
    private let issuerMember: [UInt8]
    private let clock: any WallClock
    private let random = RandomBlock()

    package init(issuer: String, keyRing: KeyRing, revocations: RevocationList, clock: any WallClock) {
        self.keyRing = keyRing
        self.revocations = revocations
        self.clock = clock
        var member = Array(#""iss":"#.utf8)
        JSONText.append(issuer, to: &member)
        issuerMember = member
    }

    /// The second, since 1970, from which on a token for this grant is not ended from birth by a revocation of the second
    /// that is running; `nil` when that is now.
    func firstSecond(for grant: Grant) -> Int64? {
        let set = revocations.current
        guard !set.isEmpty else { return nil }
        let now = clock.now().seconds
        let second = set.firstSecond(
            for: RevocableToken(
                tokenID: nil, clientID: grant.client.id, secretID: grant.secretID,
                organizationID: grant.client.organizationID, keyID: keyRing.snapshot.active.record.id, issueTime: now))
        return second > now ? second : nil
    }

    /// The token that the grant allows, to be signed with the key in force now.
    func prepare(_ grant: Grant, of request: TokenHTTPRequest, quotas: [QuotaUse]) -> UnsignedToken {
        let tokenID = TokenID.text(of: random.draw())
        let issueTime = clock.now()
        var claims: [UInt8] = []
        claims.reserveCapacity(256 + grant.members.count)
        AccessTokenClaims.append(
            issuerMember: issuerMember, client: grant.client.id, organization: grant.client.organizationID,
            secret: grant.secretID, grantMembers: grant.members, issueTime: issueTime.seconds,
            lifetime: grant.client.lifetime, tokenID: tokenID, to: &claims)
        let key = keyRing.snapshot.active
        return UnsignedToken(
            key: key, signingInput: key.signingInput(payload: claims), grant: grant, tokenID: tokenID,
            issueTime: issueTime, address: request.address, requestID: request.requestID, span: request.span,
            quotas: quotas)
    }
}
