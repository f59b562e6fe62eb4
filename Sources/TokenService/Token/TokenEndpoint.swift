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

    private struct ClientNotInMemory: Error {
        let id: ClientID
    }

    private let clients: ClientDirectory
    private let authenticator: ClientAuthenticator
    private let issuer: TokenIssuer
    private let throttle: GuessThrottle?
    private let uses: SecretUseRecorder
    private let audit: TokenAudit
    private let strictScopes: Bool
    private let clock: any WallClock
    private let metrics: TokenMetrics
    private let logger: Logger

    /// - Parameter throttle: slows down guessing; `nil` for no limit.
    package init(
        clients: ClientDirectory, hasher: SecretHasher, issuer: TokenIssuer, throttle: GuessThrottle?,
        uses: SecretUseRecorder, audit: TokenAudit, strictScopes: Bool, clock: any WallClock, metrics: TokenMetrics,
        logger: Logger
    ) {
        self.clients = clients
        authenticator = ClientAuthenticator(hasher: hasher)
        self.issuer = issuer
        self.throttle = throttle
        self.uses = uses
        self.audit = audit
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
            let client = try authenticate(tokenRequest.authentication, of: request, stored: stored)
            let grant = try Grant(tokenRequest, to: client, strictScopes: strictScopes)
            let token = try issuer.issue(grant)
            metrics.issued.increment()
            audit.issued(token, grant, request)
            return .response(EndpointResponse(token: token.compact, for: grant))
        } catch let missing as ClientNotInMemory {
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

    private func authenticate(
        _ presented: ClientAuthentication, of request: TokenHTTPRequest, stored: StoredClient?
    ) throws -> ClientRecord {
        let now = clock.now()
        if let throttle {
            let seconds = throttle.wait(clientID: presented.clientID, address: request.address, at: now)
            guard seconds == 0 else { throw AuthenticationFailure.throttled(seconds) }
        }
        let client = try find(presented.clientID, stored)
        do throws(AuthenticationFailure) {
            let secret = try authenticator.authenticate(presented.clientSecret, as: client, at: now)
            guard let client else { throw .unknownClient }
            uses.note(SecretUse(secretID: secret.id, clientID: client.id, time: now))
            return client
        } catch {
            throttle?.noteFailure(clientID: presented.clientID, address: request.address, at: now)
            log(error, clientID: presented.clientID, request)
            audit.failed(error, clientID: presented.clientID, request, at: now)
            throw error
        }
    }

    private func find(_ clientID: String, _ stored: StoredClient?) throws(ClientNotInMemory) -> ClientRecord? {
        if let stored {
            guard case .found(let client) = stored else { return nil }
            return client
        }
        guard let id = ClientID(clientID) else { return nil }
        switch clients.lookup(id) {
        case .known(let client): return client
        case .unknown: return nil
        case .notLoaded: throw ClientNotInMemory(id: id)
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

    private func log(_ failure: AuthenticationFailure, clientID: String, _ request: TokenHTTPRequest) {
        logger.notice(
            "client authentication failed",
            metadata: [
                "client_id": "\(ClientID(clientID)?.description ?? "malformed")", "reason": "\(failure.reason)",
                "address": "\(request.address)", "request_id": "\(request.requestID)",
            ])
    }
}
