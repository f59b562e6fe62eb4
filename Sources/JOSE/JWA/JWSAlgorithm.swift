/// Everything known about one JWS algorithm (RFC 7518 §3.1, RFC 8037 §3.1). Code below is handed the entry, never
/// the string, and what is not in the table does not exist: no `none`, no HMAC.
package struct JWSAlgorithm: Sendable, Hashable {
    /// The kind of key that the algorithm takes.
    package enum KeyType: String, Sendable {
        case rsa = "RSA"
        case ellipticCurve = "EC"
        case octetKeyPair = "OKP"
    }

    /// The `alg` value, compared case-sensitively (RFC 8725 §3.1).
    package let name: String
    /// The `kty` of its keys.
    package let keyType: KeyType
    /// The `crv` of its keys, where it has one.
    package let curve: String?
    /// The size of a signature in bytes, for RSA with the smallest key.
    package let signatureSize: Int

    /// RSASSA-PKCS1-v1_5 with SHA-256.
    package static let rs256 = JWSAlgorithm(name: "RS256", keyType: .rsa, curve: nil, signatureSize: 256)
    /// RSASSA-PSS with SHA-256 and a salt of 32 bytes.
    package static let ps256 = JWSAlgorithm(name: "PS256", keyType: .rsa, curve: nil, signatureSize: 256)
    /// ECDSA on P-256 with SHA-256; the signature is r ‖ s.
    package static let es256 = JWSAlgorithm(name: "ES256", keyType: .ellipticCurve, curve: "P-256", signatureSize: 64)
    /// EdDSA on Ed25519.
    package static let edDSA = JWSAlgorithm(name: "EdDSA", keyType: .octetKeyPair, curve: "Ed25519", signatureSize: 64)

    /// All algorithms, the default first.
    package static let all = [rs256, ps256, es256, edDSA]

    /// The entry for an `alg` value; `nil` when it is not supported.
    package init?(named name: String) {
        guard let entry = Self.all.first(where: { $0.name == name }) else { return nil }
        self = entry
    }

    /// Names are unique in the table.
    package static func == (left: JWSAlgorithm, right: JWSAlgorithm) -> Bool { left.name == right.name }

    package func hash(into hasher: inout Hasher) { hasher.combine(name) }

    private init(name: String, keyType: KeyType, curve: String?, signatureSize: Int) {
        self.name = name
        self.keyType = keyType
        self.curve = curve
        self.signatureSize = signatureSize
    }

    /// The smallest RSA modulus accepted, in bits (RFC 7518 §3.3).
    package static let minimumRSABits = 2048
}
