import JOSE

/// A public key of an issuer, pinned to its one algorithm.
public struct VerificationKey: Sendable {
    /// Held by reference: a key is handed over for every token.
    private final class Content: Sendable {
        let id: String
        let key: PublicKey

        init(_ id: String, _ key: PublicKey) {
            self.id = id
            self.key = key
        }
    }

    private let content: Content

    /// The `kid`; empty when the key has none.
    public var id: String { content.id }
    var key: PublicKey { content.key }

    private init(_ content: Content) {
        self.content = content
    }

    init(_ key: JSONWebKey) {
        self.init(Content(key.keyID, key.key))
    }

    /// The same key in memory of its own: to check a signature is to lock the key for a moment.
    var ownCopy: VerificationKey {
        guard let copy = try? PublicKey(key.parameters, algorithm: key.algorithm) else { return self }
        return VerificationKey(Content(id, copy))
    }

    var algorithm: TokenAlgorithm? { TokenAlgorithm(rawValue: key.algorithm.name) }
}
