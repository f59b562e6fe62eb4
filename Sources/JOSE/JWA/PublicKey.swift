import Crypto
import CryptoExtras

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A public key that verifies signatures of exactly one algorithm. Held by reference: it is handed over for every token.
package final class PublicKey: Sendable {
    /// The parameters are not a usable public key of the algorithm.
    package struct Invalid: Error {}

    private enum Material: Sendable {
        case rsa(_RSA.Signing.PublicKey)
        case p256(P256.Signing.PublicKey)
        case ed25519(Curve25519.Signing.PublicKey)
    }

    /// The numbers of the key, as a JWK carries them (RFC 7518 §6, RFC 8037 §2), big-endian.
    package enum Parameters: Sendable, Equatable {
        case rsa(modulus: [UInt8], exponent: [UInt8])
        case ellipticCurve(x: [UInt8], y: [UInt8])
        case octetKeyPair(x: [UInt8])
    }

    package let algorithm: JWSAlgorithm
    package let parameters: Parameters
    private let material: Material

    init(rsa key: _RSA.Signing.PublicKey, algorithm: JWSAlgorithm) throws {
        let primitives = try key.getKeyPrimitives()
        self.algorithm = algorithm
        parameters = .rsa(modulus: Array(primitives.modulus), exponent: Array(primitives.publicExponent))
        material = .rsa(key)
    }

    init(p256 key: P256.Signing.PublicKey) {
        algorithm = .es256
        parameters = .ellipticCurve(
            x: Array(key.rawRepresentation.prefix(32)), y: Array(key.rawRepresentation.suffix(32)))
        material = .p256(key)
    }

    init(ed25519 key: Curve25519.Signing.PublicKey) {
        algorithm = .edDSA
        parameters = .octetKeyPair(x: Array(key.rawRepresentation))
        material = .ed25519(key)
    }

    /// A key from its numbers.
    /// - Throws: ``Invalid`` when they are no point or modulus, or an RSA modulus is shorter than 2048 bits.
    package init(_ parameters: Parameters, algorithm: JWSAlgorithm) throws {
        self.algorithm = algorithm
        let parameters = parameters.minimal
        self.parameters = parameters
        do {
            switch (parameters, algorithm.keyType) {
            case (.rsa(let modulus, let exponent), .rsa):
                let key = try _RSA.Signing.PublicKey(n: modulus, e: exponent)
                guard key.keySizeInBits >= JWSAlgorithm.minimumRSABits else { throw Invalid() }
                material = .rsa(key)
            case (.ellipticCurve(let x, let y), .ellipticCurve):
                guard x.count == 32, y.count == 32 else { throw Invalid() }
                material = .p256(try P256.Signing.PublicKey(rawRepresentation: x + y))
            case (.octetKeyPair(let x), .octetKeyPair):
                guard !Ed25519SmallOrder.contains(x) else { throw Invalid() }
                material = .ed25519(try Curve25519.Signing.PublicKey(rawRepresentation: x))
            default: throw Invalid()
            }
        } catch {
            throw Invalid()
        }
    }

    /// Whether `signature` is this key's signature of `message`.
    package func isValid(_ signature: [UInt8], for message: some Collection<UInt8>) -> Bool {
        let lent = message.withContiguousStorageIfAvailable { message in
            signature.withUnsafeBytes { isValid($0, for: UnsafeRawBufferPointer(message)) }
        }
        if let lent { return lent }
        return signature.withUnsafeBytes { signature in
            Array(message).withUnsafeBytes { message in isValid(signature, for: message) }
        }
    }

    /// Whether `signature` is this key's signature of `message`, both of which are lent for the call.
    package func isValid(_ signature: UnsafeRawBufferPointer, for message: UnsafeRawBufferPointer) -> Bool {
        switch material {
        case .rsa(let key):
            guard let address = signature.baseAddress else { return false }
            let padding: _RSA.Signing.Padding = algorithm == .ps256 ? .PSS : .insecurePKCS1v1_5
            let lent = Data(
                bytesNoCopy: UnsafeMutableRawPointer(mutating: address), count: signature.count, deallocator: .none)
            return key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: lent), for: Self.digest(message), padding: padding)
        case .p256(let key):
            guard let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
            return key.isValidSignature(signature, for: Self.digest(message))
        case .ed25519(let key):
            return key.isValidSignature(Data(signature), for: Data(message))
        }
    }

    private static func digest(_ message: UnsafeRawBufferPointer) -> SHA256Digest {
        var hash = SHA256()
        hash.update(bufferPointer: message)
        return hash.finalize()
    }

    /// The key as a PEM `PUBLIC KEY` block (RFC 7468 §13), for software that reads no JWK.
    package var pemRepresentation: String {
        switch material {
        case .rsa(let key): return key.pemRepresentation
        case .p256(let key): return key.pemRepresentation
        case .ed25519(let key): return PEMDocument.publicKey(ed25519: Array(key.rawRepresentation))
        }
    }
}

extension PublicKey.Parameters {
    /// Numbers without leading zero bytes (RFC 7518 §2), so that one key has one thumbprint.
    fileprivate var minimal: PublicKey.Parameters {
        guard case .rsa(let modulus, let exponent) = self else { return self }
        return .rsa(modulus: Array(modulus.drop { $0 == 0 }), exponent: Array(exponent.drop { $0 == 0 }))
    }
}
