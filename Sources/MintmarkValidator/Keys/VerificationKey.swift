import JOSE

/// A public key of an issuer, pinned to its one algorithm.
public struct VerificationKey: Sendable {
    /// Held by reference: a key is handed over for every token.
    private final class Content: Sendable {
        let id: String
        let key: PublicKey

        init(_ key: JSONWebKey) {
            id = key.keyID
            self.key = key.key
        }
    }

    private let content: Content

    /// The `kid`; empty when the key has none.
    public var id: String { content.id }
    var key: PublicKey { content.key }

    init(_ key: JSONWebKey) {
        content = Content(key)
    }

    var algorithm: TokenAlgorithm? { TokenAlgorithm(rawValue: key.algorithm.name) }
}
