/// What is known of an issuer's keys, and when to fetch them again: a state machine without clock and network.
struct KeyCacheState: Sendable {
    /// What to do for a token that names a key.
    enum Decision {
        /// Use the key; begin a fetch beside it when the keys are getting old.
        case use(VerificationKey, refresh: Bool)
        /// A fetch can help: wait for it.
        case fetch
        /// There is no such key, and a fetch would not help now.
        case unknown
        /// There are no keys that may still be used, and the last fetch failed a moment ago.
        case unavailable(TokenValidationError)
    }

    private let settings: KeyCacheSettings
    private var keys: VerificationKeySet?
    /// When ``keys`` were fetched, and for how long they are fresh.
    private var fetchTime: Int64 = 0
    private var freshFor: Int64 = 0
    /// When a fetch last began, whatever became of it.
    private var attemptTime: Int64?
    private var failure: TokenValidationError?

    init(settings: KeyCacheSettings) {
        self.settings = settings
    }

    /// Whether there are keys that may be used.
    func isReady(at now: Int64) -> Bool { keys != nil && !isBeyondBound(now) }

    /// When the keys are so old that new ones are fetched beside their use.
    var renewalTime: Int64 { fetchTime + freshFor - freshFor / 5 }

    /// A key that may be used at once, without a decision about fetching.
    func freshKey(id: String, algorithm: TokenAlgorithm, at now: Int64) -> VerificationKey? {
        guard let keys, now < renewalTime else { return nil }
        return keys.key(id: id, algorithm: algorithm)
    }

    func decide(id: String, algorithm: TokenAlgorithm, at now: Int64) -> Decision {
        guard let keys, !isBeyondBound(now) else { return withoutKeys(now) }
        let mayFetch = now - (attemptTime ?? .min / 2) >= min(settings.cooldown, max(freshFor, 1))
        if let key = keys.key(id: id, algorithm: algorithm) {
            let isFresh = now - fetchTime < freshFor
            // A failed fetch is tried again after the cool-down; until then the stale keys serve.
            guard isFresh || !mayFetch else { return .fetch }
            let isGettingOld = now >= renewalTime
            return .use(key, refresh: isGettingOld && mayFetch)
        }
        return mayFetch ? .fetch : .unknown
    }

    /// The key, after a fetch that may have failed.
    func decideAfterFetch(id: String, algorithm: TokenAlgorithm, at now: Int64) -> Decision {
        guard let keys, !isBeyondBound(now) else { return .unavailable(failure ?? Self.notFetched) }
        guard let key = keys.key(id: id, algorithm: algorithm) else {
            // After a failure nothing is known of new keys.
            if let failure { return .unavailable(failure) }
            return .unknown
        }
        return .use(key, refresh: false)
    }

    private func withoutKeys(_ now: Int64) -> Decision {
        // Without keys every token waits, so a failed fetch is tried again after one second.
        if let failure, let attemptTime, now - attemptTime < 1 { return .unavailable(failure) }
        return .fetch
    }

    private func isBeyondBound(_ now: Int64) -> Bool {
        now - fetchTime >= freshFor + settings.staleBound
    }

    mutating func noteAttempt(at now: Int64) {
        attemptTime = now
    }

    mutating func noteSuccess(_ keys: VerificationKeySet, maxAge: Int64?, at now: Int64) {
        self.keys = keys
        fetchTime = now
        freshFor = min(max(maxAge ?? settings.maximumAge, 1), settings.maximumAge)
        failure = nil
    }

    mutating func noteFailure(_ error: TokenValidationError) {
        failure = error
    }

    private static let notFetched = TokenValidationError(
        .keysUnavailable, .key, "The keys of the issuer have not been fetched yet.")
}
