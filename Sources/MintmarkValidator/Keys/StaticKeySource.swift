/// Keys that are given once, as from a file.
public struct StaticKeySource: KeySource {
    private let keys: VerificationKeySet

    /// - Parameter keySet: a JWK Set (RFC 7517 §5) in UTF-8. Keys that cannot be used are skipped.
    /// - Throws: ``TokenValidationError`` `keysUnavailable` when no usable key is in it.
    public init(keySet: [UInt8]) throws {
        keys = try VerificationKeySet(parsing: keySet)
    }

    /// A key of the set.
    public func knownKey(id: String, algorithm: TokenAlgorithm) -> VerificationKey? {
        keys.key(id: id, algorithm: algorithm)
    }

    /// - Throws: ``TokenValidationError`` `unknownKey`: there is nowhere to look further.
    public func key(id: String, algorithm: TokenAlgorithm, timeout: Duration) async throws -> VerificationKey {
        throw TokenValidationError.unknownKey(id)
    }

    /// Does nothing.
    public func prefetch(timeout: Duration) async throws {}

    /// Always.
    public var isReady: Bool { true }
}

extension StaticKeySource: LendingKeySource {
    func lease(id: String, algorithm: TokenAlgorithm) -> KeyLease? {
        knownKey(id: id, algorithm: algorithm).map { KeyLease(key: $0, epoch: 0, end: .max) }
    }

    func holds(_ lease: KeyLease) -> Bool { true }
}

extension TokenValidationError {
    static func unknownKey(_ id: String) -> TokenValidationError {
        TokenValidationError(
            .unknownKey, .key, "The issuer publishes no key for this token; get a new token.",
            found: id.isEmpty ? "a token without kid" : "kid \(id.prefix(64))")
    }
}
