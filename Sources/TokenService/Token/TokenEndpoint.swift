import CoreMetrics
package import Logging
package import OAuthCore

/// `POST /oauth/token` (RFC 6749 §3.2, §4.4): from the bytes of a request to the bytes of the response, without I/O.
package struct TokenEndpoint: Sendable {
    /// What came of a request.
    package enum Answer: Sendable {
        case response(EndpointResponse)
        /// The client must be read from the store; ask again with what was found.
        case clientNotInMemory(ClientID)
        /// Tokens like this were just ended together with the second, since 1970, that is running; ask again in the
        /// one that is named, so that no token is born dead.
        case notBefore(second: Int64)
    }

    private struct NotBefore: Error {
        let second: Int64
    }

    private let admission: ClientAdmission
    private let issuer: TokenIssuer
    private let quotas: TokenQuotas
    private let audit: TokenAudit
    private let strictScopes: Bool
    private let clock: any WallClock
    private let metrics: TokenMetrics
    private let failure: EndpointFailure

    package init(
        admission: ClientAdmission, issuer: TokenIssuer, quotas: TokenQuotas, audit: TokenAudit,
        strictScopes: Bool, clock: any WallClock, metrics: TokenMetrics, logger: Logger
    ) {
        self.admission = admission
        self.issuer = issuer
        self.quotas = quotas
        self.audit = audit
        self.strictScopes = strictScopes
        self.clock = clock
        self.metrics = metrics
        failure = EndpointFailure(logger: logger)
    }

    /// Answers a request.
    /// - Parameter stored: what was found after an earlier ``Answer/clientNotInMemory(_:)``; `nil` at first.
    package func answer(_ request: TokenHTTPRequest, stored: StoredClient? = nil) -> Answer {
        do {
            let form = try request.form()
            let tokenRequest = try TokenRequest(authorization: request.authorization, form: form)
            let client = try admission.admit(tokenRequest.authentication, of: request, stored: stored)
            let grant = try Grant(tokenRequest, to: client, strictScopes: strictScopes)
            if let second = issuer.firstSecond(for: grant) { throw NotBefore(second: second) }
            let uses = quotas.charge(client.client, request, at: clock.now())
            if let refusal = OAuthError(beyond: uses) {
                metrics.refused("quota_exceeded")
                return .response(EndpointResponse(refusal).telling(uses))
            }
            let token = try issuer.issue(grant)
            metrics.issued.increment()
            audit.issued(token, grant, request)
            return .response(EndpointResponse(token: token.compact, for: grant).telling(uses))
        } catch let missing as ClientNotInMemory {
            return .clientNotInMemory(missing.id)
        } catch let early as NotBefore {
            return .notBefore(second: early.second)
        } catch {
            let (refusal, reason) = failure.wire(error, "make a token", request)
            metrics.refused(reason)
            return .response(EndpointResponse(refusal))
        }
    }
}
