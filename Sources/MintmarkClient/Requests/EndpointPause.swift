import Synchronization

/// Until when the server asked not to be asked (`Retry-After`, RFC 9110 §10.2.3). It counts for all requests of the
/// client, whatever they ask for.
final class EndpointPause: Sendable {
    private let pause = Mutex<(until: Duration, error: TokenError)?>(nil)

    /// Remembers the wait that an error asks for. A shorter one does not replace a longer one.
    func note(_ error: TokenError, at now: Duration) {
        guard let retryAfter = error.retryAfter, error.isTransient else { return }
        pause.withLock { pause in
            if let known = pause, known.until > now + retryAfter { return }
            pause = (now + retryAfter, error)
        }
    }

    /// The end of the pause, when it has not come.
    /// - Throws: ``TokenError``, with the time that is left, when it lies beyond the deadline.
    func end(at now: Duration, deadline: Duration) throws(TokenError) -> Duration? {
        guard let (until, error) = pause.withLock({ $0 }), now < until else { return nil }
        guard until < deadline else { throw error.waiting(until - now) }
        return until
    }
}
