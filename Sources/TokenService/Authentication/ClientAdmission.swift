package import Logging
package import OAuthCore
package import Stores

/// Authenticates clients at every endpoint that takes their secrets (RFC 6749 §2.3): slows down guessing, finds the
/// client, checks the secret and notes its use.
package struct ClientAdmission: Sendable {
    private let clients: ClientDirectory
    private let store: any ClientStore
    private let authenticator: ClientAuthenticator
    private let throttle: GuessThrottle?
    private let uses: SecretUseRecorder
    private let clock: any WallClock
    private let logger: Logger

    /// - Parameter throttle: slows down guessing; `nil` for no limit.
    package init(
        clients: ClientDirectory, store: any ClientStore, hasher: SecretHasher, throttle: GuessThrottle?,
        uses: SecretUseRecorder, clock: any WallClock, logger: Logger
    ) {
        self.clients = clients
        self.store = store
        authenticator = ClientAuthenticator(hasher: hasher)
        self.throttle = throttle
        self.uses = uses
        self.clock = clock
        self.logger = logger
    }

    /// Authenticates without waiting.
    /// - Parameter stored: what was found after an earlier ``ClientNotInMemory``; `nil` at first.
    /// - Throws: `AuthenticationFailure`, ``ClientNotInMemory``.
    func admit(
        _ presented: ClientAuthentication, of request: TokenHTTPRequest, stored: StoredClient? = nil
    ) throws -> AuthenticatedClient {
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
            return AuthenticatedClient(client: client, secretID: secret.id)
        } catch {
            throttle?.noteFailure(clientID: presented.clientID, address: request.address, at: now)
            log(error, clientID: presented.clientID, request)
            throw error
        }
    }

    /// Authenticates, reading the client from the store where memory does not have it.
    /// - Throws: `AuthenticationFailure`, ``StoreError``.
    func admitReadingStore(
        _ presented: ClientAuthentication, of request: TokenHTTPRequest
    ) async throws -> AuthenticatedClient {
        do {
            return try admit(presented, of: request)
        } catch let missing as ClientNotInMemory {
            let found = try await clients.load(missing.id, from: store)
            return try admit(presented, of: request, stored: found.map(StoredClient.found) ?? .absent)
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

    private func log(_ failure: AuthenticationFailure, clientID: String, _ request: TokenHTTPRequest) {
        logger.notice(
            "client authentication failed",
            metadata: [
                "client_id": "\(ClientID(clientID)?.description ?? "malformed")", "reason": "\(failure.reason)",
                "address": "\(request.address)", "request_id": "\(request.requestID)",
            ])
    }
}
