import JOSE
package import OAuthCore
package import Stores

/// Checks access tokens that this environment issued itself, for its own endpoints (RFC 9068 §4).
package struct AccessTokenVerifier: Sendable {
    private struct Claims {
        let clientID: ClientID
        let organizationID: OrganizationID?
        let scopes: [String]
        let audience: [String]
        let expireTime: Timestamp
        let tokenID: String
    }

    private let issuer: String
    private let tokenType: AccessTokenType
    private let keyRing: KeyRing
    private let clients: ClientDirectory
    private let store: any ClientStore
    private let clock: any WallClock

    package init(
        environment: EnvironmentSettings, keyRing: KeyRing, clients: ClientDirectory, store: any ClientStore,
        clock: any WallClock
    ) {
        issuer = environment.issuer
        tokenType = environment.tokenType
        self.keyRing = keyRing
        self.clients = clients
        self.store = store
        self.clock = clock
    }

    /// Checks signature, issuer, times and that the client still exists and is not disabled; scopes that were taken from the client since are
    /// left out.
    /// - Throws: ``TokenVerificationFailure``, or a ``StoreError`` when the client cannot be looked up.
    package func verify(_ token: some StringProtocol) async throws -> VerifiedAccessToken {
        let claims = try checkedClaims(try claims(of: Array(token.utf8)))
        let client: ClientRecord?
        switch clients.lookup(claims.clientID) {
        case .known(let record): client = record
        case .unknown: client = nil
        case .notLoaded: client = try await clients.load(claims.clientID, from: store)
        }
        guard let client else { throw TokenVerificationFailure.clientEnded }
        guard client.isActive else { throw TokenVerificationFailure.clientDisabled }
        let now = clock.now()
        return VerifiedAccessToken(
            clientID: claims.clientID, organizationID: claims.organizationID,
            scopes: claims.scopes.filter(client.scopes.contains),
            isClientUsable: client.secrets.contains { $0.isUsable(at: now) }, audience: claims.audience,
            expireTime: claims.expireTime, tokenID: claims.tokenID)
    }

    private func claims(of token: [UInt8]) throws(TokenVerificationFailure) -> JSONValue {
        guard let jws = try? CompactJWS(token), let keyID = jws.header.keyID else { throw .malformed }
        guard jws.header.type == tokenType.rawValue else { throw .malformed }
        guard let key = keyRing.snapshot.keys[keyID]?.publicKey.key else { throw .unknownKey }
        guard jws.isSigned(by: key) else { throw .wrongSignature }
        guard let claims = try? JSONParser.parse(jws.payload) else { throw .malformed }
        return claims
    }

    private func checkedClaims(_ claims: JSONValue) throws(TokenVerificationFailure) -> Claims {
        guard claims["iss"]?.string == issuer else { throw .wrongClaims("iss") }
        guard let expiry = claims["exp"]?.integer else { throw .wrongClaims("exp") }
        let now = clock.now().seconds
        guard now < expiry else { throw .expired }
        guard let notBefore = claims["nbf"]?.integer, notBefore <= now else { throw .wrongClaims("nbf") }
        guard let client = claims["client_id"]?.string.flatMap({ ClientID($0) }) else {
            throw .wrongClaims("client_id")
        }
        return Claims(
            clientID: client, organizationID: claims["oid"]?.string.flatMap { OrganizationID($0) },
            scopes: claims["scopes"]?.array?.compactMap(\.string) ?? [],
            audience: claims["aud"]?.array?.compactMap(\.string) ?? [],
            expireTime: Timestamp(seconds: expiry), tokenID: claims["jti"]?.string ?? "")
    }
}
