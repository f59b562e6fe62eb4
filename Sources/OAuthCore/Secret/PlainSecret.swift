/// A client secret as the customer's developer holds it: `<prefix>_<32 random characters><6 characters of checksum>`.
///
/// The random part carries ``randomBits`` (RFC 6749 §10.10 wants at least 128 and aims at 160). The checksum, CRC-32 of all
/// before it in base 62, can be checked without a server, so that secret scanners reject false hits.
package enum PlainSecret {
    static let randomCount = 32
    /// How many bits nobody can guess: 32 characters of 62. What documents say of it is compared with this by a test.
    package static let randomBits = 190
    static let checksumCount = 6
    /// The longest text that is looked at, in bytes.
    package static let maximumSize = 128

    /// Whether `prefix` can begin a secret: 1 to 40 letters, digits and underscores, beginning with a letter.
    package static func isUsable(prefix: String) -> Bool {
        guard let first = prefix.utf8.first, prefix.utf8.count <= 40 else { return false }
        let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first | 0x20)
        return isLetter && prefix.utf8.last != UInt8(ascii: "_")
            && prefix.utf8.allSatisfy { $0 == UInt8(ascii: "_") || Base62.contains($0) }
    }

    /// A new secret.
    /// - Parameter prefix: tells brand and environment, as in `acme_live`; must be ``isUsable(prefix:)``.
    package static func generate(prefix: String, using generator: inout some RandomNumberGenerator) -> Secret<String> {
        var bytes = Array("\(prefix)_".utf8)
        bytes += Base62.random(count: randomCount, using: &generator)
        bytes += Base62.text(of: CRC32.checksum(of: bytes), width: checksumCount)
        return Secret(String(decoding: bytes, as: UTF8.self))
    }

    /// Whether `text` has the form of a secret and its checksum is right. Says nothing about whether it is in force.
    package static func hasValidChecksum(_ text: String) -> Bool {
        SecretForm(text).checksum == .ok
    }
}
