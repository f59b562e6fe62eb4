import Crypto

/// EMSA-PKCS1-v1_5 with SHA-256 (RFC 8017 §9.2): what an RS256 signature becomes again under the public key.
enum EncodedMessage {
    /// Everything before the digest: padding and the DER of DigestInfo.
    /// - Parameter size: of the modulus in bytes, at least 62.
    static func prefix(size: Int) -> [UInt8] {
        let digestInfo: [UInt8] = [
            0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00,
            0x04, 0x20,
        ]
        let padding = size - 3 - digestInfo.count - SHA256.byteCount
        return [0x00, 0x01] + [UInt8](repeating: 0xFF, count: padding) + [0x00] + digestInfo
    }
}
