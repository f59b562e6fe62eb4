/// The `jti` of an access token (RFC 7519 §4.1.7): `tkn_` and 128 random bits as 32 hexadecimal digits. It is never
/// stored, so nothing but its randomness keeps it unique.
package enum TokenID {
    private static let digits = Array("0123456789abcdef".utf8)

    package static func generate(using generator: inout some RandomNumberGenerator) -> [UInt8] {
        var text = Array("tkn_".utf8)
        text.reserveCapacity(36)
        for _ in 0..<2 {
            var bits = generator.next()
            for _ in 0..<16 {
                text.append(digits[Int(bits & 15)])
                bits >>= 4
            }
        }
        return text
    }

    /// Whether the text has the form of a `jti` of this server.
    package static func isValid(_ text: some StringProtocol) -> Bool {
        text.utf8.count == 36 && text.utf8.starts(with: "tkn_".utf8)
            && text.utf8.dropFirst(4).allSatisfy(digits.contains)
    }
}
