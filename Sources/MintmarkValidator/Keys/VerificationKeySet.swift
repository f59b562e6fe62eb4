import JOSE

/// The keys of an issuer at one moment.
struct VerificationKeySet: Sendable {
    private let byID: [String: VerificationKey]
    private let all: [VerificationKey]

    /// - Throws: ``TokenValidationError`` `keysUnavailable` when the text is no key set or holds no usable key.
    init(parsing bytes: [UInt8]) throws(TokenValidationError) {
        let set: JSONWebKeySet
        do {
            set = try JSONWebKeySet(parsing: bytes)
        } catch {
            throw TokenValidationError(
                .keysUnavailable, .key, "The key set of the issuer cannot be read: \(error.reason).")
        }
        guard !set.keys.isEmpty else {
            throw TokenValidationError(.keysUnavailable, .key, "The key set of the issuer holds no usable key.")
        }
        all = set.keys.map(VerificationKey.init)
        byID = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The key with the id. Without one: the only key of the algorithm, if there is just one.
    func key(id: String, algorithm: TokenAlgorithm) -> VerificationKey? {
        guard id.isEmpty else { return byID[id] }
        let candidates = all.filter { $0.algorithm == algorithm }
        return candidates.count == 1 ? candidates[0] : nil
    }
}
