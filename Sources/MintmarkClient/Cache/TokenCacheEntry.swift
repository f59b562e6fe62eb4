/// What is known of the token for one ``AccessTokenRequest``: a state machine without clock and network.
struct TokenCacheEntry: Sendable {
    private var token: AccessToken?
    private var schedule: TokenSchedule?
    private var refusal: RememberedRefusal?
    private var lastRejection: Duration?
    /// The number of the request that is under way.
    private(set) var request: Int?

    /// From when on the entry is worth nothing; `nil` while a request is under way.
    var worthlessFrom: Duration? {
        request == nil ? schedule?.usableUntil ?? .zero : nil
    }

    func knownToken(at now: Duration) -> AccessToken? {
        guard let token, let schedule, now < schedule.usableUntil else { return nil }
        return token
    }

    /// - Parameters:
    ///   - next: the number for a request, should one be begun.
    ///   - clientRefusal: what the server said of the client for any request.
    mutating func decide(at now: Duration, next: Int, clientRefusal: TokenError?) -> TokenDecision {
        if let token = knownToken(at: now), let schedule {
            guard now >= schedule.refreshTime, request == nil, clientRefusal == nil else { return .use(token) }
            request = next
            return .refresh(token, request: next)
        }
        if let request { return .wait(request: request) }
        if let error = clientRefusal ?? refusal?.current(at: now) { return .refuse(error) }
        request = next
        return .fetch(request: next)
    }

    mutating func succeed(_ token: AccessToken, sent: Duration) {
        request = nil
        refusal = nil
        self.token = token
        schedule = TokenSchedule(lifetime: token.lifetime, sent: sent)
    }

    /// A token that is still good goes on serving, and its renewal is tried again after a pause.
    mutating func fail(_ error: TokenError, at now: Duration, memory: Duration) {
        request = nil
        if !error.isTransient { refusal = RememberedRefusal(error: error, until: now + memory) }
        guard let margin = schedule?.margin else { return }
        let pause = min(max(margin / 4, .seconds(1)), .seconds(15))
        schedule?.refreshTime = now + max(pause, error.retryAfter ?? .zero)
    }

    /// Drops a token that an API did not accept.
    /// - Returns: whether a repetition with the token given out next can help.
    mutating func reject(_ rejected: AccessToken, at now: Duration, pause: Duration) -> Bool {
        // Somebody else has dropped it before.
        guard let token, token.value.reveal() == rejected.value.reveal() else { return true }
        if let lastRejection, now - lastRejection < pause { return false }
        lastRejection = now
        self.token = nil
        schedule = nil
        return true
    }
}
