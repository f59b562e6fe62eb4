/// PEM blocks (RFC 7468) for keys that the cryptography library cannot write as PEM itself.
enum PEMDocument {
    /// The SubjectPublicKeyInfo of an Ed25519 key (RFC 8410 §4): a fixed prefix before the 32 bytes of the key.
    static func publicKey(ed25519 key: [UInt8]) -> String {
        let algorithm: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
        // 44 bytes always end in one padded group, so the padding of base64 is one "=".
        let base64 = Base64URL.encode(algorithm + key).replacing("-", with: "+").replacing("_", with: "/") + "="
        return "-----BEGIN PUBLIC KEY-----\n\(base64)\n-----END PUBLIC KEY-----"
    }
}
