package import Logging
package import OAuthCore
package import Stores

/// Lets clients in at the endpoints where they authenticate: throttle, secret, status and address, in this order. What
/// tells more than that a secret is wrong is said only to who has the right one.
package struct ClientAdmission: Sendable {
    private let clients: ClientDirectory
    private let store: any ClientStore
    private let authenticator: ClientAuthenticator
    private let throttle: GuessThrottle?
    private let uses: SecretUseRecorder
    private let audit: TokenAudit
    private let clock: any WallClock
    private let logger: Logger

    /// - Parameter throttle: slows down guessing; `nil` for no limit.
    package init(
        clients: ClientDirectory, store: any ClientStore, hasher: SecretHasher, throttle: GuessThrottle?,
        uses: SecretUseRecorder, audit: TokenAudit, clock: any WallClock, logger: Logger
    ) {
        self.clients = clients
        self.store = store
        authenticator = ClientAuthenticator(hasher: hasher)
        self.throttle = throttle
        self.uses = uses
        self.audit = audit
        self.clock = clock
        self.logger = logger
    }

    /// - Parameter stored: what was found in the store after an earlier ``ClientNotInMemory``; `nil` at first.
    /// - Throws: ``AuthenticationFailure``, ``ClientNotInMemory``.
    func admit(
        _ presented: ClientAuthentication, of request: TokenHTTPRequest, stored: StoredClient? = nil
    ) throws -> AuthenticatedClient {
        let now = clock.now()
        let id = ClientID(presented.clientID)
        guard let throttle else { return try authenticate(presented, as: try find(id, stored), of: request, at: now) }

        let group = AddressGroup(request.address)
        let seconds = throttle.wait(client: id, group: group, at: now)
        if seconds > 0, !throttle.isProven(client: id, group: group, at: now) {
            // Takes as long as for who is proven.
            _ = try? authenticator.authenticate(presented.clientSecret, as: nil, at: now)
            throw AuthenticationFailure.throttled(seconds)
        }
        let client = try find(id, stored)
        do throws(AuthenticationFailure) {
            let admitted = try authenticate(presented, as: client, of: request, at: now)
            throttle.noteSuccess(client: admitted.client.id, group: group, at: now)
            return admitted
        } catch {
            guard error.isGuess else { throw error }
            guard seconds == 0 else { throw AuthenticationFailure.throttled(seconds) }
            throttle.noteFailure(client: id, group: group, at: now)
            throw error
        }
    }

    /// Authenticates, reading the client from the store where memory does not have it.
    /// - Throws: ``AuthenticationFailure``, ``StoreError``.
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

    private func authenticate(
        _ presented: ClientAuthentication, as client: ClientRecord?, of request: TokenHTTPRequest, at now: Timestamp
    ) throws(AuthenticationFailure) -> AuthenticatedClient {
        do throws(AuthenticationFailure) {
            let secret = try authenticator.authenticate(presented.clientSecret, as: client, at: now)
            guard let client else { throw .unknownClient }
            guard client.isActive else { throw .inactiveClient }
            if let restrictions = client.restrictions,
                !AllowedAddresses.permit(request.address, restrictions.allowedAddresses)
            {
                throw .addressNotAllowed(request.address)
            }
            uses.note(
                SecretUse(secretID: secret.id, clientID: client.id, time: now, address: request.address))
            return AuthenticatedClient(client: client, secretID: secret.id)
        } catch {
            log(error, clientID: presented.clientID, request)
            audit.failed(error, clientID: presented.clientID, request, at: now)
            throw error
        }
    }

    private func find(
        _ id: ClientID?, _ stored: StoredClient?
    ) throws(ClientNotInMemory) -> ClientRecord? {
        if let stored {
            guard case .found(let client) = stored else { return nil }
            return client
        }
        guard let id else { return nil }
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
