import CoreMetrics
package import Logging
package import OAuthCore
import Traces

/// `POST /oauth/token` (RFC 6749 §3.2, §4.4): from the bytes of a request to the bytes of the response, without I/O.
///
/// ``prepare(_:stored:)`` does everything but sign, ``sign(_:)`` signs what several requests have come to.
package struct TokenEndpoint: Sendable {
    private struct NotBefore: Error {
        let second: Int64
    }

    /// What came of a request but for the signature.
    package enum Preparation: Sendable {
        case token(UnsignedToken)
        case refusal(EndpointResponse)
        /// The client must be read from the store; ask again with what was found.
        case clientNotInMemory(ClientID)
        /// Tokens like this were just ended together with the second, since 1970, that is running; ask again in the
        /// one that is named, so that no token is born dead.
        case notBefore(second: Int64)
    }

    private let admission: ClientAdmission
    private let issuer: TokenIssuer
    private let quotas: TokenQuotas
    private let audit: TokenAudit
    private let strictScopes: Bool
    private let clock: any WallClock
    let metrics: TokenMetrics
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

    /// Does everything but sign.
    /// - Parameter stored: what was found after an earlier ``Preparation/clientNotInMemory(_:)``; `nil` at first.
    package func prepare(_ request: TokenHTTPRequest, stored: StoredClient? = nil) -> Preparation {
        do {
            let form = try request.form()
            let tokenRequest = try TokenRequest(authorization: request.authorization, form: form)
            let client = try request.step("authenticate") {
                try admission.admit(tokenRequest.authentication, of: request, stored: stored)
            }
            let decision = request.span?.child("decide")
            defer { decision?.end() }
            let grant = try Grant(tokenRequest, to: client, strictScopes: strictScopes)
            if let second = issuer.firstSecond(for: grant) { throw NotBefore(second: second) }
            let uses = quotas.charge(client.client, request, at: clock.now())
            if let refusal = OAuthError(beyond: uses) {
                metrics.refused("quota_exceeded")
                return .refusal(EndpointResponse(refusal).telling(uses))
            }
            return .token(issuer.prepare(grant, of: request, quotas: uses))
        } catch let missing as ClientNotInMemory {
            return .clientNotInMemory(missing.id)
        } catch let early as NotBefore {
            return .notBefore(second: early.second)
        } catch {
            return .refusal(refusal(error, request))
        }
    }

    /// How long it is to a second that ``Preparation/notBefore(second:)`` named, in milliseconds: at most one second, since a
    /// revocation reaches no further than the one that is running.
    package func milliseconds(until second: Int64) -> Int64 {
        min(max(second * 1000 - clock.now().milliseconds, 1), 1000)
    }

    /// The refusal that the client sees, counted.
    private func refusal(_ error: any Error, _ request: TokenHTTPRequest) -> EndpointResponse {
        let (refusal, reason) = failure.wire(error, "make a token", request.requestID)
        metrics.refused(reason)
        return EndpointResponse(refusal)
    }

    /// What the client sees of a signature that could not be made.
    func signingRefusal(_ error: any Error, of token: UnsignedToken) -> EndpointResponse {
        let (refusal, reason) = failure.wire(error, "make a token", token.requestID)
        metrics.refused(reason)
        return EndpointResponse(refusal)
    }

    /// What a signed token leaves behind.
    func noteIssued(_ token: UnsignedToken) {
        metrics.issued.increment()
        audit.issued(token)
    }
}
