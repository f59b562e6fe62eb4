import Crypto

/// A public key as a JWK (RFC 7517 §4) for signatures, with its `kid` and its one algorithm.
package struct JSONWebKey: Sendable {
    package let keyID: String
    package let key: PublicKey

    package init(keyID: String, key: PublicKey) {
        self.keyID = keyID
        self.key = key
    }

    /// The members that identify the key, in the lexical order that RFC 7638 §3.2 asks for.
    private var requiredMembers: [JSONValue.Member] {
        switch key.parameters {
        case .rsa(let modulus, let exponent):
            [
                .init("e", .string(Base64URL.encode(exponent))),
                .init("kty", "RSA"),
                .init("n", .string(Base64URL.encode(modulus))),
            ]
        case .ellipticCurve(let x, let y):
            [
                .init("crv", "P-256"),
                .init("kty", "EC"),
                .init("x", .string(Base64URL.encode(x))),
                .init("y", .string(Base64URL.encode(y))),
            ]
        case .octetKeyPair(let x):
            [.init("crv", "Ed25519"), .init("kty", "OKP"), .init("x", .string(Base64URL.encode(x)))]
        }
    }

    /// The JWK as JSON, with `use`, `kid` and `alg`.
    package var json: JSONValue {
        .object(
            [.init("use", "sig"), .init("kid", .string(keyID)), .init("alg", .string(key.algorithm.name))]
                + requiredMembers)
    }

    /// The SHA-256 thumbprint of the key (RFC 7638 §3), 32 bytes.
    package var thumbprint: [UInt8] {
        Array(SHA256.hash(data: JSONText.bytes(.object(requiredMembers))))
    }
}
