public import Logging
import Synchronization

/// Gets access tokens by the client credentials grant (RFC 6749 §4.4) and keeps them until shortly before they expire.
///
/// Make one for the process and share it. For each combination of scopes and audience one request is under way at a
/// time, however many callers wait. A token is renewed ahead, on the first call in the last tenth of its life, while the
/// old one is still given out. Connection errors, HTTP 429 and 5xx are tried again with pauses; refusals are not.
///
/// ```swift
/// let tokens = try TokenProvider.fromEnvironment()
/// let token = try await tokens.accessToken(scopes: ["read:data"])
/// request.headers.replaceOrAdd(name: "Authorization", value: token.authorizationHeader())
/// ```
public final class TokenProvider: Sendable {
    /// The client that tokens are asked for.
    public let clientID: String
    let settings: TokenProviderSettings
    private let requester: TokenRequester
    private let clock: any TokenClock
    private let state: Mutex<TokenProviderState>

    /// A provider for one client. Nothing is sent before the first token is asked for.
    /// - Parameters:
    ///   - credentials: the client's id and secret.
    ///   - endpoint: where the token endpoint is.
    ///   - transport: sends the requests.
    ///   - clock: tells the time; replaced in tests.
    ///   - random: gives numbers from 0 up to 1 that spread pauses; replaced in tests.
    ///   - logger: gets a line at level debug per request and repetition, never with a secret. `nil` for none.
    /// - Throws: ``TokenError`` `invalidConfiguration` or `insecureURL`.
    public init(
        credentials: ClientCredentials, endpoint: TokenEndpoint, settings: TokenProviderSettings = .init(),
        transport: any TokenTransport = AsyncHTTPTokenTransport.shared, clock: any TokenClock = SystemTokenClock(),
        random: @escaping @Sendable () -> Double = { .random(in: 0..<1) }, logger: Logger? = nil
    ) throws(TokenError) {
        try credentials.check()
        clientID = credentials.clientID
        self.settings = settings
        self.clock = clock
        requester = TokenRequester(
            credentials: credentials, settings: settings,
            endpoint: try EndpointResolver(endpoint, settings: settings, transport: transport, clock: clock),
            transport: transport, clock: clock, random: random, logger: logger)
        state = Mutex(TokenProviderState(settings: settings))
    }

    /// An access token that is good for at least a moment: one that is kept, or else a new one. With a kept one the
    /// call neither suspends nor leaves the caller's actor.
    /// - Throws: ``TokenError``; `CancellationError` when the calling task is cancelled while it waits, which does not
    ///   touch other callers.
    nonisolated(nonsending) public func accessToken(
        for request: AccessTokenRequest = .init()
    ) async throws -> AccessToken {
        let now = clock.now
        let (decision, flight) = state.withLock { $0.decide(for: request, at: now) }
        switch decision {
        case .use(let token): return token
        case .refuse(let error): throw error
        case .refresh(let token, _):
            if let flight { launch(flight, at: now) }
            return token
        case .fetch:
            if let flight { launch(flight, at: now) }
        case .wait: break
        }
        guard let flight else { throw requester.timedOut() }
        return try await flight.token()
    }

    /// An access token for these scopes (RFC 6749 §3.3) and this audience; see ``accessToken(for:)``.
    nonisolated(nonsending) public func accessToken(
        scopes: [String], audience: [String] = []
    ) async throws -> AccessToken {
        try await accessToken(for: AccessTokenRequest(scopes: scopes, audience: audience))
    }

    /// The token that is kept and may still be used, without asking for anything; `nil` when there is none.
    public func cachedToken(for request: AccessTokenRequest = .init()) -> AccessToken? {
        let now = clock.now
        return state.withLock { $0.cache.knownToken(for: request, at: now) }
    }

    /// Says that an API answered 401 to a token (`invalid_token`, RFC 6750 §3.1), so that it is not given out again.
    /// - Returns: whether to try again with a new token. `false` when the one before was dropped within
    ///   ``TokenProviderSettings/rejectionPause``: then the API refuses new tokens too.
    public func reject(_ token: AccessToken) -> Bool {
        let now = clock.now
        return state.withLock { $0.cache.reject(token, at: now) }
    }

    /// Begins a request. It does not end with the task that began it: others wait for it too.
    private func launch(_ flight: TokenFlight, at now: Duration) {
        let deadline = now + settings.timeout
        let attempts = Task.detached { [self] in
            finish(flight, await requester.obtain(flight.request, deadline: deadline))
        }
        // Ends the wait even when a transport does not keep to its time.
        let watch = Task.detached { [self] in
            guard (try? await clock.sleep(until: deadline)) != nil else { return }
            finish(flight, .failure(requester.timedOut()))
            attempts.cancel()
        }
        Task.detached {
            await attempts.value
            watch.cancel()
        }
    }

    private func finish(_ flight: TokenFlight, _ result: Result<IssuedToken, TokenError>) {
        let now = clock.now
        state.withLock { $0.finish(flight, result, at: now) }
        flight.finish(result.map(\.token))
    }
}

extension TokenProvider: CustomStringConvertible, CustomReflectable {
    /// The client id.
    public var description: String { "TokenProvider(\(clientID))" }
    /// A mirror with the client id only.
    public var customMirror: Mirror { Mirror(self, children: ["clientID": clientID]) }
}
