/// The signature algorithms that can be accepted. There is no `none` and no HMAC (RFC 8725 §3.1).
public enum TokenAlgorithm: String, Sendable, CaseIterable {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    case rs256 = "RS256"
    /// RSASSA-PSS with SHA-256.
    case ps256 = "PS256"
    /// ECDSA on P-256 with SHA-256.
    case es256 = "ES256"
    /// EdDSA on Ed25519.
    case edDSA = "EdDSA"
}
