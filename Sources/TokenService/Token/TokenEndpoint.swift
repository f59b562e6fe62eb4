import CoreMetrics
package import Logging
package import OAuthCore

/// `POST /oauth/token` (RFC 6749 §3.2, §4.4): from the bytes of a request to the bytes of the response, without I/O.
///
/// ``prepare(_:stored:)`` does everything but sign, ``sign(_:)`` signs what several requests have come to.
package struct TokenEndpoint: Sendable {
    /// What came of a request.
    package enum Answer: Sendable {
        case response(EndpointResponse)
        /// The client must be read from the store; ask again with what was found.
        case clientNotInMemory(ClientID)
    }

    /// What came of a request but for the signature.
    package enum Preparation: Sendable {
        case token(UnsignedToken)
        case refusal(EndpointResponse)
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
    private let strictScopes: Bool
    private let clock: any WallClock
    let metrics: TokenMetrics
    private let logger: Logger

    /// - Parameter throttle: slows down guessing; `nil` for no limit.
    package init(
        clients: ClientDirectory, hasher: SecretHasher, issuer: TokenIssuer, throttle: GuessThrottle?,
        uses: SecretUseRecorder, strictScopes: Bool, clock: any WallClock, metrics: TokenMetrics, logger: Logger
    ) {
        self.clients = clients
        authenticator = ClientAuthenticator(hasher: hasher)
        self.issuer = issuer
        self.throttle = throttle
        self.uses = uses
        self.strictScopes = strictScopes
        self.clock = clock
        self.metrics = metrics
        self.logger = logger
    }

    /// Answers a request.
    /// - Parameter stored: what was found after an earlier ``Answer/clientNotInMemory(_:)``; `nil` at first.
    package func answer(_ request: TokenHTTPRequest, stored: StoredClient? = nil) -> Answer {
        switch prepare(request, stored: stored) {
        case .token(let token): .response(sign(token))
        case .refusal(let response): .response(response)
        case .clientNotInMemory(let id): .clientNotInMemory(id)
        }
    }

    /// Does everything but sign.
    /// - Parameter stored: what was found after an earlier ``Preparation/clientNotInMemory(_:)``; `nil` at first.
    package func prepare(_ request: TokenHTTPRequest, stored: StoredClient? = nil) -> Preparation {
        do {
            try refuseCredentialsInQuery(request.query)
            try requireForm(request.contentType)
            let form = try FormParameters(request.body)
            let tokenRequest = try TokenRequest(authorization: request.authorization, form: form)
            let client = try authenticate(tokenRequest.authentication, of: request, stored: stored)
            let grant = try Grant(tokenRequest, to: client, strictScopes: strictScopes)
            return .token(issuer.prepare(grant, requestID: request.requestID))
        } catch let missing as ClientNotInMemory {
            return .clientNotInMemory(missing.id)
        } catch {
            return .refusal(EndpointResponse(wireError(for: error, requestID: request.requestID)))
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
    func wireError(for error: any Error, requestID: String) -> OAuthError {
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
                "a token could not be made", metadata: ["request_id": "\(requestID)", "reason": "\(error)"])
            return OAuthError(
                .serverError, status: 500,
                "The server could not make a token. Try again; if it goes on, give the operator the request id "
                    + "\(requestID).")
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
