import Synchronization

/// The keys that an issuer publishes: fetched when they are first needed, kept, and renewed before they age out.
///
/// One fetch is under way at a time, however many tokens wait for it. When the issuer cannot be reached, the keys that
/// are known go on serving up to a bound.
public final class RemoteKeySource: KeySource {
    /// Where the key set is.
    public enum Location: Sendable, Equatable {
        /// In the `jwks_uri` of the issuer's metadata (RFC 8414 §3).
        case discovery(issuer: String)
        /// At this address.
        case url(String)
    }

    private struct State {
        var cache: KeyCacheState
        var isFetching = false
        var waiters: [Int: Waiter] = [:]
        var nextWaiter = 0
    }

    /// A caller that needs the fetch which is under way.
    private enum Waiter {
        case arriving
        case waiting(CheckedContinuation<Void, any Error>)
        case givenUp(any Error)
    }

    private let document: KeyDocument
    private let clock: any ValidationClock
    private let state: Mutex<State>
    /// Counts the key sets that were fetched; changed under the lock of ``state``, read without.
    private let epoch = Atomic(0)

    /// - Parameters:
    ///   - location: where the key set is.
    ///   - fetcher: gets documents over HTTP.
    ///   - clock: tells the time; replaced in tests.
    public init(
        location: Location, settings: KeyCacheSettings = .init(), fetcher: some KeyFetcher = URLSessionFetcher(),
        clock: some ValidationClock = SystemValidationClock()
    ) {
        document = KeyDocument(location: location, fetcher: fetcher, maximumSize: settings.maximumSize)
        self.clock = clock
        state = Mutex(State(cache: KeyCacheState(settings: settings)))
    }

    /// A key that is at hand and fresh.
    public func knownKey(id: String, algorithm: TokenAlgorithm) -> VerificationKey? {
        let now = clock.seconds
        return state.withLock { $0.cache.freshKey(id: id, algorithm: algorithm, at: now) }
    }

    /// A key, fetched if that can help.
    /// - Throws: ``TokenValidationError`` `unknownKey`, `keysUnavailable` or `timedOut`; `CancellationError`.
    public func key(id: String, algorithm: TokenAlgorithm, timeout: Duration) async throws -> VerificationKey {
        let now = clock.seconds
        switch state.withLock({ $0.cache.decide(id: id, algorithm: algorithm, at: now) }) {
        case .use(let key, let refresh):
            if refresh { startFetch(timeout) }
            return key
        case .unknown: throw TokenValidationError.unknownKey(id)
        case .unavailable(let error): throw error
        case .fetch:
            try await waitForFetch(timeout)
        }
        switch state.withLock({ $0.cache.decideAfterFetch(id: id, algorithm: algorithm, at: clock.seconds) }) {
        case .use(let key, _): return key
        case .unavailable(let error): throw error
        case .unknown, .fetch: throw TokenValidationError.unknownKey(id)
        }
    }

    /// Fetches the keys now.
    /// - Throws: ``TokenValidationError`` `keysUnavailable` or `timedOut`.
    public func prefetch(timeout: Duration) async throws {
        try await waitForFetch(timeout)
        let isReady = isReady
        guard !isReady else { return }
        throw TokenValidationError(.keysUnavailable, .key, "The keys of the issuer cannot be fetched.")
    }

    /// Whether keys are at hand that may be used.
    public var isReady: Bool {
        let now = clock.seconds
        return state.withLock { $0.cache.isReady(at: now) }
    }

    /// Begins a fetch unless one is under way. It does not end with the task that began it: others wait for it too.
    private func startFetch(_ timeout: Duration) {
        let now = clock.seconds
        let isFirst = state.withLock { state in
            guard !state.isFetching else { return false }
            state.isFetching = true
            state.cache.noteAttempt(at: now)
            return true
        }
        guard isFirst else { return }
        Task.detached { await self.fetch(timeout) }
    }

    private func fetch(_ timeout: Duration) async {
        let result: Result<(VerificationKeySet, Int64?), TokenValidationError>
        do throws(TokenValidationError) {
            result = .success(try await document.fetch(timeout: timeout))
        } catch {
            result = .failure(error)
        }
        let now = clock.seconds
        let waiters = state.withLock { state in
            switch result {
            case .success((let keys, let maxAge)):
                state.cache.noteSuccess(keys, maxAge: maxAge, at: now)
                epoch.add(1, ordering: .releasing)
            case .failure(let error): state.cache.noteFailure(error)
            }
            state.isFetching = false
            defer { state.waiters = [:] }
            return state.waiters.values
        }
        for case .waiting(let continuation) in waiters { continuation.resume() }
    }

    private func waitForFetch(_ timeout: Duration) async throws {
        startFetch(timeout)
        let id = state.withLock { state in
            state.nextWaiter += 1
            state.waiters[state.nextWaiter] = .arriving
            return state.nextWaiter
        }
        // A fetcher that does not keep its deadline must not hold up the callers.
        let deadline = Task {
            try await Task.sleep(for: timeout + .seconds(1))
            self.giveUp(id, because: TokenValidationError(.timedOut, .key, "The keys were not fetched in time."))
        }
        defer {
            deadline.cancel()
            state.withLock { _ = $0.waiters.removeValue(forKey: id) }
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let outcome = state.withLock { state -> Result<Void, any Error>? in
                    if case .givenUp(let error)? = state.waiters[id] { return .failure(error) }
                    guard state.isFetching else { return .success(()) }
                    state.waiters[id] = .waiting(continuation)
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            giveUp(id, because: CancellationError())
        }
    }

    private func giveUp(_ id: Int, because error: any Error) {
        let waiter = state.withLock { state in
            let waiter = state.waiters[id]
            if waiter != nil { state.waiters[id] = .givenUp(error) }
            return waiter
        }
        if case .waiting(let continuation)? = waiter { continuation.resume(throwing: error) }
    }
}

extension RemoteKeySource: LendingKeySource {
    func lease(id: String, algorithm: TokenAlgorithm) -> KeyLease? {
        let now = clock.seconds
        return state.withLock { state in
            state.cache.freshKey(id: id, algorithm: algorithm, at: now).map {
                KeyLease(key: $0, epoch: epoch.load(ordering: .relaxed), end: state.cache.renewalTime)
            }
        }
    }

    func holds(_ lease: KeyLease) -> Bool {
        lease.epoch == epoch.load(ordering: .acquiring) && clock.seconds < lease.end
    }
}
