import JOSE

/// A public key of an issuer, pinned to its one algorithm.
public struct VerificationKey: Sendable {
    /// The `kid`; empty when the key has none.
    public let id: String
    let key: PublicKey

    init(_ key: JSONWebKey) {
        id = key.keyID
        self.key = key.key
    }

    var algorithm: TokenAlgorithm? { TokenAlgorithm(rawValue: key.algorithm.name) }
}
