/// Where a ``TokenValidator`` gets an issuer's keys from.
public protocol KeySource: Sendable {
    /// A key that is at hand, without waiting.
    /// - Parameter id: the `kid` of the token; empty when it has none.
    func knownKey(id: String, algorithm: TokenAlgorithm) -> VerificationKey?

    /// A key, fetched if that can help.
    /// - Throws: ``TokenValidationError`` `unknownKey`, `keysUnavailable` or `timedOut`; `CancellationError`.
    func key(id: String, algorithm: TokenAlgorithm, timeout: Duration) async throws -> VerificationKey

    /// Makes keys available before they are asked for.
    /// - Throws: ``TokenValidationError`` `keysUnavailable` or `timedOut`.
    func prefetch(timeout: Duration) async throws

    /// Whether keys are at hand.
    var isReady: Bool { get }
}
