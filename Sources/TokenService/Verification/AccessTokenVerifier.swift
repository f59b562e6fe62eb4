import JOSE
package import OAuthCore
package import Stores

/// Checks access tokens that this environment issued itself, for its own endpoints (RFC 9068 §4).
package struct AccessTokenVerifier: Sendable {
    private let issuer: String
    private let tokenType: AccessTokenType
    private let keyRing: KeyRing
    private let revocations: RevocationList
    private let clients: ClientDirectory
    private let store: any ClientStore
    private let clock: any WallClock

    package init(
        environment: EnvironmentSettings, keyRing: KeyRing, revocations: RevocationList, clients: ClientDirectory,
        store: any ClientStore, clock: any WallClock
    ) {
        issuer = environment.issuer
        tokenType = environment.tokenType
        self.keyRing = keyRing
        self.revocations = revocations
        self.clients = clients
        self.store = store
        self.clock = clock
    }

    /// Checks signature, issuer, times, revocations and that the client still exists and is not disabled; scopes that were
    /// taken from the client since are left out.
    /// - Throws: ``TokenVerificationFailure``, or a ``StoreError`` when the client cannot be looked up.
    package func verify(_ token: some StringProtocol) async throws -> VerifiedAccessToken {
        let claims = try claims(of: Array(token.utf8))
        let now = clock.now()
        guard now < claims.expireTime else { throw TokenVerificationFailure.expired }
        guard !revocations.current.ends(claims.revocable) else { throw TokenVerificationFailure.revoked }
        let client: ClientRecord?
        switch clients.lookup(claims.clientID) {
        case .known(let record): client = record
        case .unknown: client = nil
        case .notLoaded: client = try await clients.load(claims.clientID, from: store)
        }
        guard let client else { throw TokenVerificationFailure.clientEnded }
        guard client.isActive else { throw TokenVerificationFailure.clientDisabled }
        return VerifiedAccessToken(
            claims: claims, scopes: claims.scopes.filter(client.scopes.contains),
            isClientUsable: client.secrets.contains { $0.isUsable(at: now) })
    }

    /// The claims of a token that this environment issued, be it expired, revoked or not.
    /// - Throws: ``TokenVerificationFailure``.
    package func claims(of token: [UInt8]) throws(TokenVerificationFailure) -> IssuedTokenClaims {
        guard let jws = try? CompactJWS(token), let name = jws.header.keyID else { throw .malformed }
        guard let key = keyRing.snapshot.keys[name], let keyID = SigningKeyID(name) else { throw .unknownKey }
        guard jws.isSigned(by: key.publicKey.key) else { throw .wrongSignature }
        guard jws.header.type == tokenType.rawValue else { throw .otherType(jws.header.type ?? "") }
        guard let claims = try? JSONParser.parse(jws.payload) else { throw .malformed }
        guard claims["iss"]?.string == issuer else { throw .wrongClaims("iss") }
        return try IssuedTokenClaims(claims, keyID: keyID, now: clock.now())
    }
}
