import JOSE
package import Logging
package import OAuthCore
import Stores

/// `POST /oauth/introspect` (RFC 7662): a resource server asks whether a token is good, now.
package struct IntrospectionEndpoint: Sendable {
    /// The scope that a caller must be registered for.
    package static let scope = "tokens:introspect"
    /// The media type of signed answers (RFC 9701 §5), and their `typ` with the prefix left out.
    package static let signedType = "token-introspection+jwt"

    private let issuer: String
    private let admission: ClientAdmission
    private let verifier: AccessTokenVerifier
    private let keyRing: KeyRing
    private let clock: any WallClock
    private let failure: EndpointFailure

    package init(
        issuer: String, admission: ClientAdmission, verifier: AccessTokenVerifier, keyRing: KeyRing,
        clock: any WallClock, logger: Logger
    ) {
        self.issuer = issuer
        self.admission = admission
        self.verifier = verifier
        self.keyRing = keyRing
        self.clock = clock
        failure = EndpointFailure(logger: logger)
    }

    /// Answers a request.
    /// - Parameter accept: the values of `Accept`; a signed answer is given to those that name its media type.
    /// - Throws: ``StoreError`` when a client could not be looked up, so that nobody can tell.
    package func answer(_ request: TokenHTTPRequest, accept: [String]) async throws -> EndpointResponse {
        do {
            let form = try request.form()
            let caller = try await caller(request, form)
            guard let token = form["token"] else {
                throw OAuthError.invalidRequest("token is missing: send the token to ask about in the form body.")
            }
            let finding = try await introspect(token)
            let isSigned = accept.contains { $0.lowercased().contains("application/" + Self.signedType) }
            return isSigned ? try signed(finding, for: caller) : Self.plain(finding)
        } catch let error as StoreError {
            throw error
        } catch {
            return EndpointResponse(failure.wire(error, "look at the token", request.requestID).0)
        }
    }

    /// Who asks, by client secret or by a token of its own (RFC 7662 §2.1), and whether it may.
    private func caller(_ request: TokenHTTPRequest, _ form: FormParameters) async throws -> ClientID {
        let bearer = request.authorization.compactMap { BearerCredentials.token(in: $0) }
        let caller: (id: ClientID, scopes: [String])
        if let token = bearer.first, form["client_secret"] == nil, bearer.count == request.authorization.count {
            caller = try await bearerCaller(token)
        } else {
            let authentication = try ClientAuthentication(authorization: request.authorization, form: form)
            let client = try await admission.admitReadingStore(authentication, of: request).client
            caller = (client.id, client.scopes)
        }
        guard caller.id.kind == .environment, caller.scopes.contains(Self.scope) else {
            throw OAuthError(
                .insufficientScope, status: 403,
                "\(caller.id) may not introspect tokens: use an environment client (skc_) that is registered for the "
                    + "scope \(Self.scope).")
        }
        return caller.id
    }

    private func bearerCaller(_ token: Substring) async throws -> (ClientID, [String]) {
        do {
            let token = try await verifier.verify(token)
            guard token.audience.contains(issuer), token.isClientUsable else {
                throw TokenVerificationFailure.wrongClaims("aud")
            }
            return (token.clientID, token.scopes)
        } catch let failure as TokenVerificationFailure {
            throw OAuthError(.invalidToken, status: 401, failure.reason)
        }
    }

    /// What is known of a token: `{"active":false}` and nothing more of one that is not good (RFC 7662 §2.2).
    private func introspect(_ token: String) async throws -> JSONValue {
        let verified: VerifiedAccessToken
        do {
            verified = try await verifier.verify(token)
        } catch is TokenVerificationFailure {
            return ["active": false]
        }
        let kept = verified.claims.all.members?.filter { !["scope", "scopes"].contains($0.name) } ?? []
        var members: [JSONValue.Member] = [.init("active", true), .init("token_type", "Bearer")]
        if !verified.scopes.isEmpty { members.append(.init("scope", .string(verified.scopes.joined(separator: " ")))) }
        return .object(members + kept)
    }

    private static func plain(_ finding: JSONValue) -> EndpointResponse {
        EndpointResponse(status: 200, headers: EndpointResponse.notStored, body: JSONText.bytes(finding))
    }

    /// The answer as a JWT for its caller alone (RFC 9701 §5).
    private func signed(_ finding: JSONValue, for caller: ClientID) throws -> EndpointResponse {
        let payload: JSONValue = [
            "iss": .string(issuer), "aud": .string(caller.description), "iat": .integer(clock.now().seconds),
            "token_introspection": finding,
        ]
        let headers = [
            (name: "content-type", value: "application/" + Self.signedType),
            (name: "cache-control", value: "no-store"), (name: "pragma", value: "no-cache"),
        ]
        return EndpointResponse(
            status: 200, headers: headers,
            body: try keyRing.snapshot.active.sign(payload, type: Self.signedType))
    }
}
