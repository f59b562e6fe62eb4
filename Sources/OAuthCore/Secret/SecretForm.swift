/// What can be said of a text without a server: whether it has the form of a client secret, and whether its checksum is
/// right. Holds nothing of the text but the prefix, and that only when the checksum is right.
package struct SecretForm: Sendable, Equatable {
    /// What came of the checksum.
    package enum Checksum: String, Sendable {
        case ok
        /// The form is right and the checksum is not: a typing error, or no secret at all.
        case wrong
        /// There is no checksum to look at, since the form is not that of a secret.
        case none
    }

    package let checksum: Checksum
    /// What tells brand and environment, as in `acme_live`; `nil` unless the checksum is right.
    package let prefix: String?

    /// Whether it has the form `<prefix>_<32 random characters><6 characters of checksum>`.
    package var isWellFormed: Bool { checksum != .none }

    package init(_ text: String) {
        let bytes = Array(text.utf8)
        let tail = PlainSecret.randomCount + PlainSecret.checksumCount
        // Only the tail has a fixed length and no underscore, so the form is read from the end.
        guard bytes.count <= PlainSecret.maximumSize, bytes.count > tail + 1,
            bytes[bytes.count - tail - 1] == UInt8(ascii: "_"), bytes.suffix(tail).allSatisfy(Base62.contains)
        else {
            (checksum, prefix) = (.none, nil)
            return
        }
        let start = String(decoding: bytes.dropLast(tail + 1), as: UTF8.self)
        guard PlainSecret.isUsable(prefix: start) else {
            (checksum, prefix) = (.none, nil)
            return
        }
        let expected = Base62.text(
            of: CRC32.checksum(of: bytes.dropLast(PlainSecret.checksumCount)), width: PlainSecret.checksumCount)
        let isRight = bytes.suffix(PlainSecret.checksumCount).elementsEqual(expected)
        (checksum, prefix) = isRight ? (.ok, start) : (.wrong, nil)
    }
}
