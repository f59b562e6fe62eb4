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

    /// The token that the grant allows, to be signed with the key in force now.
    func prepare(_ grant: Grant, requestID: String) -> UnsignedToken {
        var generator = SystemRandomNumberGenerator()
        var claims: [UInt8] = []
        claims.reserveCapacity(256 + grant.members.count)
        AccessTokenClaims.append(
            issuerMember: issuerMember, client: grant.client.id, organization: grant.client.organizationID,
            grantMembers: grant.members, issueTime: clock.now().seconds, lifetime: grant.client.lifetime,
            tokenID: TokenID.generate(using: &generator), to: &claims)
        let key = keyRing.snapshot.active
        return UnsignedToken(
            key: key, signingInput: key.signingInput(payload: claims), grant: grant, requestID: requestID)
    }
}
