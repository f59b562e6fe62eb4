import JOSE
package import OAuthCore

/// Makes signed access tokens (RFC 9068). Writes nothing anywhere.
package struct TokenIssuer: Sendable {
    private let keyRing: KeyRing
    private let issuerMember: [UInt8]
    private let clock: any WallClock

    package init(issuer: String, keyRing: KeyRing, clock: any WallClock) {
        self.keyRing = keyRing
        self.clock = clock
        var member = Array(#""iss":"#.utf8)
        JSONText.append(issuer, to: &member)
        issuerMember = member
    }

    func issue(_ grant: Grant) throws -> IssuedToken {
        var generator = SystemRandomNumberGenerator()
        let tokenID = TokenID.generate(using: &generator)
        let issueTime = clock.now()
        var claims: [UInt8] = []
        claims.reserveCapacity(256 + grant.members.count)
        AccessTokenClaims.append(
            issuerMember: issuerMember, client: grant.client.id, organization: grant.client.organizationID,
            grantMembers: grant.members, issueTime: issueTime.seconds, lifetime: grant.client.lifetime,
            tokenID: tokenID, to: &claims)
        return IssuedToken(
            compact: try keyRing.snapshot.active.sign(payload: claims), tokenID: tokenID, issueTime: issueTime)
    }
}
