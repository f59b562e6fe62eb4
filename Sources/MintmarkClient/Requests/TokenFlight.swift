import Synchronization

/// One request that is under way, and everybody who waits for it.
final class TokenFlight: Sendable {
    private enum State {
        case pending(waiters: [Int: CheckedContinuation<AccessToken, any Error>], next: Int)
        case done(Result<AccessToken, TokenError>)
    }

    let number: Int
    let request: AccessTokenRequest
    private let state = Mutex(State.pending(waiters: [:], next: 0))

    init(number: Int, request: AccessTokenRequest) {
        self.number = number
        self.request = request
    }

    /// Waits for the token.
    /// - Throws: ``TokenError``, or `CancellationError` when the waiting task is cancelled; the request and the others
    ///   who wait for it go on.
    nonisolated(nonsending) func token() async throws -> AccessToken {
        let waiter = state.withLock { state -> Int in
            guard case .pending(let waiters, let next) = state else { return 0 }
            state = .pending(waiters: waiters, next: next + 1)
            return next
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result = state.withLock { state -> Result<AccessToken, TokenError>? in
                    switch state {
                    case .done(let result): return result
                    case .pending(var waiters, let next):
                        waiters[waiter] = continuation
                        state = .pending(waiters: waiters, next: next)
                        return nil
                    }
                }
                if let result { continuation.resume(with: result.mapError { $0 as any Error }) }
                // The handler below has found nothing when the task was cancelled before.
                if Task.isCancelled { cancel(waiter) }
            }
        } onCancel: {
            cancel(waiter)
        }
    }

    /// Gives the outcome to all who wait. Only the first one counts.
    func finish(_ result: Result<AccessToken, TokenError>) {
        let waiters = state.withLock { state -> [Int: CheckedContinuation<AccessToken, any Error>] in
            guard case .pending(let waiters, _) = state else { return [:] }
            state = .done(result)
            return waiters
        }
        for continuation in waiters.values { continuation.resume(with: result.mapError { $0 as any Error }) }
    }

    private func cancel(_ waiter: Int) {
        let continuation = state.withLock { state -> CheckedContinuation<AccessToken, any Error>? in
            guard case .pending(var waiters, let next) = state else { return nil }
            defer { state = .pending(waiters: waiters, next: next) }
            return waiters.removeValue(forKey: waiter)
        }
        continuation?.resume(throwing: CancellationError())
    }
}
