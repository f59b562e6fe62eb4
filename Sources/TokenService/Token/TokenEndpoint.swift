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
    }

    /// What reading a client from the store gave.
    package enum StoredClient: Sendable {
        case found(ClientRecord)
        case absent
    }

    private let admission: ClientAdmission
    private let issuer: TokenIssuer
    private let quotas: TokenQuotas
    private let strictScopes: Bool
    private let clock: any WallClock
    private let metrics: TokenMetrics
    private let logger: Logger

    package init(
        admission: ClientAdmission, issuer: TokenIssuer, quotas: TokenQuotas, strictScopes: Bool,
        clock: any WallClock, metrics: TokenMetrics, logger: Logger
    ) {
        self.admission = admission
        self.issuer = issuer
        self.quotas = quotas
        self.strictScopes = strictScopes
        self.clock = clock
        self.metrics = metrics
        self.logger = logger
    }

    /// Answers a request.
    /// - Parameter stored: what was found after an earlier ``Answer/clientNotInMemory(_:)``; `nil` at first.
    package func answer(_ request: TokenHTTPRequest, stored: StoredClient? = nil) -> Answer {
        do {
            try refuseCredentialsInQuery(request.query)
            try requireForm(request.contentType)
            let form = try FormParameters(request.body)
            let tokenRequest = try TokenRequest(authorization: request.authorization, form: form)
            let client = try admission.admit(tokenRequest.authentication, of: request, stored: stored)
            let grant = try Grant(tokenRequest, to: client, strictScopes: strictScopes)
            let uses = quotas.charge(client, request, at: clock.now())
            if let refusal = OAuthError(beyond: uses) {
                metrics.refused("quota_exceeded")
                return .response(EndpointResponse(refusal).telling(uses))
            }
            let token = try issuer.issue(grant)
            metrics.issued.increment()
            return .response(EndpointResponse(token: token, for: grant).telling(uses))
        } catch let missing as ClientAdmission.ClientNotInMemory {
            return .clientNotInMemory(missing.id)
        } catch {
            return .response(EndpointResponse(wireError(for: error, request)))
        }
    }

    private func refuseCredentialsInQuery(_ query: String?) throws(OAuthError) {
        guard let query else { return }
        let names = query.split(separator: "&").map { $0.prefix { $0 != "=" } }
        guard let name = names.first(where: { ["client_id", "client_secret", "grant_type"].contains($0) }) else {
            return
        }
        throw .invalidRequest(
            "\(name) must not be in the URL, where it ends up in logs; send it in the form body. If it was a real "
                + "secret, replace it.")
    }

    private func requireForm(_ contentType: String?) throws(OAuthError) {
        let mediaType = contentType?.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        guard mediaType == "application/x-www-form-urlencoded" else {
            throw .invalidRequest(
                "Content-Type must be application/x-www-form-urlencoded; it is \((contentType ?? "missing").prefix(64))."
            )
        }
    }

    /// The one place where what went wrong inside becomes what the client sees.
    private func wireError(for error: any Error, _ request: TokenHTTPRequest) -> OAuthError {
        switch error {
        case let error as OAuthError:
            metrics.refused(error.code.rawValue)
            return error
        case let failure as AuthenticationFailure:
            metrics.refused(failure.reason)
            return failure.wire
        default:
            metrics.refused("server_error")
            logger.error(
                "a token could not be made", metadata: ["request_id": "\(request.requestID)", "reason": "\(error)"])
            return OAuthError(
                .serverError, status: 500,
                "The server could not make a token. Try again; if it goes on, give the operator the request id "
                    + "\(request.requestID).")
        }
    }
}
