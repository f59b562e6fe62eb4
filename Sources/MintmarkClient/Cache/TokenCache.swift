/// All tokens of a client, by what was asked for: a state machine without clock and network.
struct TokenCache: Sendable {
    private let settings: TokenProviderSettings
    private var entries: [AccessTokenRequest: TokenCacheEntry] = [:]
    /// The server does not know the client, whatever it asks for.
    private var clientRefusal: RememberedRefusal?
    private var lastRequest = 0

    init(settings: TokenProviderSettings) {
        self.settings = settings
    }

    /// How many entries are kept.
    var count: Int { entries.count }

    func knownToken(for request: AccessTokenRequest, at now: Duration) -> AccessToken? {
        entries[request]?.knownToken(at: now)
    }

    mutating func decide(for request: AccessTokenRequest, at now: Duration) -> TokenDecision {
        if entries[request] == nil { makeRoom(at: now) }
        let next = lastRequest + 1
        let decision = entries[request, default: TokenCacheEntry()].decide(
            at: now, next: next, clientRefusal: clientRefusal?.current(at: now))
        if entries[request]?.request == next { lastRequest = next }
        return decision
    }

    /// - Parameter number: of the request; the answer of one that was given up is dropped.
    mutating func succeed(_ token: AccessToken, number: Int, sent: Duration) {
        guard entries[token.request]?.request == number else { return }
        entries[token.request]?.succeed(token, sent: sent)
        clientRefusal = nil
    }

    mutating func fail(_ error: TokenError, for request: AccessTokenRequest, number: Int, at now: Duration) {
        guard entries[request]?.request == number else { return }
        entries[request]?.fail(error, at: now, memory: settings.refusalMemory)
        guard error.code == .invalidClient else { return }
        clientRefusal = RememberedRefusal(error: error, until: now + settings.refusalMemory)
    }

    mutating func reject(_ token: AccessToken, at now: Duration) -> Bool {
        entries[token.request]?.reject(token, at: now, pause: settings.rejectionPause) ?? true
    }

    /// Keeps the number of entries bounded: those that are worth nothing go first, then the one that ends next.
    private mutating func makeRoom(at now: Duration) {
        guard entries.count >= settings.maximumTokens else { return }
        entries = entries.filter { entry in entry.value.worthlessFrom.map { $0 > now } ?? true }
        guard entries.count >= settings.maximumTokens else { return }
        let ends = entries.compactMap { entry in entry.value.worthlessFrom.map { (entry.key, $0) } }
        if let first = ends.min(by: { $0.1 < $1.1 }) { entries[first.0] = nil }
    }
}
