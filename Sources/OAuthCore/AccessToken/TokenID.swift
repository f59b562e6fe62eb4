/// The `jti` of an access token (RFC 7519 §4.1.7): `tkn_` and 128 random bits as 32 hexadecimal digits. It is never
/// stored, so nothing but its randomness keeps it unique.
package enum TokenID {
    private static let digits = Array("0123456789abcdef".utf8)

    /// - Parameter bits: 128 random ones.
    package static func text(of bits: (UInt64, UInt64)) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 36) { text, count in
            func append(_ byte: UInt8) {
                text.initializeElement(at: count, to: byte)
                count += 1
            }
            for byte in [UInt8(ascii: "t"), UInt8(ascii: "k"), UInt8(ascii: "n"), UInt8(ascii: "_")] { append(byte) }
            digits.withUnsafeBufferPointer { digits in
                for word in [bits.0, bits.1] {
                    for shift in stride(from: 0, to: 64, by: 4) { append(digits[Int(word >> UInt64(shift) & 15)]) }
                }
            }
        }
    }

    /// Whether the text has the form of a `jti` of this server.
    package static func isValid(_ text: some StringProtocol) -> Bool {
        text.utf8.count == 36 && text.utf8.starts(with: "tkn_".utf8)
            && text.utf8.dropFirst(4).allSatisfy(digits.contains)
    }
}
