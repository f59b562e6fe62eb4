/// A source of the application's own, which is asked for every token.
struct UnlentKeySource: LendingKeySource {
    let keys: any KeySource

    func lease(id: String, algorithm: TokenAlgorithm) -> KeyLease? { nil }

    func holds(_ lease: KeyLease) -> Bool { false }

    func knownKey(id: String, algorithm: TokenAlgorithm) -> VerificationKey? {
        keys.knownKey(id: id, algorithm: algorithm)
    }

    func key(id: String, algorithm: TokenAlgorithm, timeout: Duration) async throws -> VerificationKey {
        try await keys.key(id: id, algorithm: algorithm, timeout: timeout)
    }

    func prefetch(timeout: Duration) async throws { try await keys.prefetch(timeout: timeout) }

    var isReady: Bool { keys.isReady }
}
