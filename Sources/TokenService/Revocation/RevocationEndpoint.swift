import JOSE
package import Logging
package import OAuthCore
package import Stores

/// `POST /oauth/revoke` (RFC 7009): a client ends one of its own tokens.
package struct RevocationEndpoint: Sendable {
    /// The most rules about single tokens that are kept at once; beyond it, all of a client's tokens must be ended
    /// together. A rule takes about 200 bytes in memory and 70 in the feed.
    package static let maximumRules = 100_000

    private let admission: ClientAdmission
    private let verifier: AccessTokenVerifier
    private let list: RevocationList
    private let store: any RevocationStore
    private let clock: any WallClock
    private let failure: EndpointFailure

    package init(
        admission: ClientAdmission, verifier: AccessTokenVerifier, list: RevocationList, store: any RevocationStore,
        clock: any WallClock, logger: Logger
    ) {
        self.admission = admission
        self.verifier = verifier
        self.list = list
        self.store = store
        self.clock = clock
        failure = EndpointFailure(logger: logger)
    }

    /// Answers a request.
    /// - Throws: ``StoreError`` when the revocation could not be stored; the token lives on then.
    package func answer(_ request: TokenHTTPRequest) async throws -> EndpointResponse {
        do {
            let form = try request.form()
            let authentication = try ClientAuthentication(authorization: request.authorization, form: form)
            let client = try await admission.admitReadingStore(authentication, of: request)
            guard let token = form["token"] else {
                throw OAuthError.invalidRequest("token is missing: send the access token to end in the form body.")
            }
            if let claims = try claims(of: token, hint: form["token_type_hint"]) {
                try await end(claims, by: client, request)
            }
            return EndpointResponse(status: 200, headers: EndpointResponse.notStored, body: Array("{}".utf8))
        } catch let error as StoreError {
            throw error
        } catch {
            return EndpointResponse(failure.wire(error, "revoke the token", request.requestID).0)
        }
    }

    /// What the token says; `nil` for one that this server does not know, which counts as revoked (RFC 7009 §2.2).
    /// - Throws: ``OAuthError`` `unsupported_token_type` for what is known to be another kind of token.
    private func claims(of token: String, hint: String?) throws(OAuthError) -> IssuedTokenClaims? {
        do {
            return try verifier.claims(of: Array(token.utf8))
        } catch TokenVerificationFailure.otherType(let type) {
            throw OAuthError(
                .unsupportedTokenType,
                "Only access tokens can be revoked here; the typ of this one is \(type.prefix(32)).")
        } catch {
            guard hint != "refresh_token" else {
                throw OAuthError(
                    .unsupportedTokenType,
                    "This server issues no refresh tokens; send an access token, with token_type_hint=access_token or "
                        + "none.")
            }
            return nil
        }
    }

    private func end(
        _ claims: IssuedTokenClaims, by client: AuthenticatedClient, _ request: TokenHTTPRequest
    ) async throws {
        guard claims.clientID == client.client.id else {
            throw OAuthError(
                .unauthorizedClient,
                "The token was issued to another client. A client can revoke its own tokens only.")
        }
        let now = clock.now()
        let current = list.current
        guard now < claims.expireTime, !current.ends(claims.revocable) else { return }
        guard current.count < Self.maximumRules else {
            throw OAuthError(
                .temporarilyUnavailable, status: 503,
                "Too many single tokens are revoked at the moment. Try again later, or ask the operator to revoke all "
                    + "tokens of the client at once.", retryAfter: 60)
        }
        let revocation = Revocation(
            .token(claims.tokenID), issuedBefore: now.seconds + 1, expireTime: claims.expireTime, createTime: now,
            reason: "revoked by its client")
        let event = AuditEvent(
            time: now, action: .tokensRevoked,
            actor: Actor(
                name: client.client.id.description, address: request.address, requestID: request.requestID),
            subject: claims.tokenID, details: ["client_id": .string(client.client.id.description)])
        _ = try await store.revoke([revocation], recording: [event])
    }
}
