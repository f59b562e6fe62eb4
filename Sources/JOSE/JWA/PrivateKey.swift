import Crypto
import CryptoExtras

/// A private signing key, pinned to one algorithm (RFC 8725 §3.1). It has no description and cannot be encoded by
/// accident: ``serialized()`` is the only way out.
package struct PrivateKey: Sendable {
    /// The bytes are not a private key of the algorithm.
    package struct Invalid: Error {}

    private enum Material: Sendable {
        case rsa(_RSA.Signing.PrivateKey)
        case p256(P256.Signing.PrivateKey)
        case ed25519(Curve25519.Signing.PrivateKey)
    }

    package let algorithm: JWSAlgorithm
    private let material: Material

    /// Makes a new key: RSA of 2048 bits, P-256 or Ed25519.
    package init(generatingFor algorithm: JWSAlgorithm) throws {
        self.algorithm = algorithm
        switch algorithm.keyType {
        case .rsa: material = .rsa(try _RSA.Signing.PrivateKey(keySize: .bits2048))
        case .ellipticCurve: material = .p256(P256.Signing.PrivateKey())
        case .octetKeyPair: material = .ed25519(Curve25519.Signing.PrivateKey())
        }
    }

    /// Reads what ``serialized()`` gave: DER for RSA, the raw scalar or seed (32 bytes) for the others.
    /// - Throws: ``Invalid``.
    package init(serialized bytes: [UInt8], algorithm: JWSAlgorithm) throws {
        self.algorithm = algorithm
        do {
            switch algorithm.keyType {
            case .rsa: material = .rsa(try _RSA.Signing.PrivateKey(derRepresentation: bytes))
            case .ellipticCurve: material = .p256(try P256.Signing.PrivateKey(rawRepresentation: bytes))
            case .octetKeyPair: material = .ed25519(try Curve25519.Signing.PrivateKey(rawRepresentation: bytes))
            }
        } catch {
            throw Invalid()
        }
    }

    /// The key in the form that ``init(serialized:algorithm:)`` reads. Seal it before it goes anywhere.
    package func serialized() -> [UInt8] {
        switch material {
        case .rsa(let key): Array(key.derRepresentation)
        case .p256(let key): Array(key.rawRepresentation)
        case .ed25519(let key): Array(key.rawRepresentation)
        }
    }

    /// The public half.
    package var publicKey: PublicKey {
        get throws {
            switch material {
            case .rsa(let key): try PublicKey(rsa: key.publicKey, algorithm: algorithm)
            case .p256(let key): PublicKey(p256: key.publicKey)
            case .ed25519(let key): PublicKey(ed25519: key.publicKey)
            }
        }
    }
}

extension PrivateKey: JWSSigner {
    package var name: String { "swift-crypto" }

    package func signatures(for messages: [[UInt8]]) throws -> [[UInt8]] {
        try messages.map { message in
            switch material {
            case .rsa(let key):
                let padding: _RSA.Signing.Padding = algorithm == .ps256 ? .PSS : .insecurePKCS1v1_5
                return Array(try key.signature(for: SHA256.hash(data: message), padding: padding).rawRepresentation)
            case .p256(let key): return Array(try key.signature(for: message).rawRepresentation)
            case .ed25519(let key): return Array(try key.signature(for: message))
            }
        }
    }
}
