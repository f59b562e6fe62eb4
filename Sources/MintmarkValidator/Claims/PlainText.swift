#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A JSON string without escapes, known to be UTF-8: where it stands, without its quotes. Lives as long as the payload
/// is lent out.
struct PlainText {
    let bytes: UnsafeBufferPointer<UInt8>
    let isASCII: Bool

    var string: String { String(decoding: bytes, as: UTF8.self) }

    /// The first eight bytes as one number, the first byte lowest, with zeros where there are fewer. Strings hold no
    /// zero bytes, so fewer than eight are told from one another by it.
    var firstBytes: UInt64 {
        guard bytes.count < 8 else {
            return UInt64(littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(as: UInt64.self))
        }
        var word: UInt64 = 0
        for index in 0..<bytes.count { word |= UInt64(bytes[index]) << (8 * index) }
        return word
    }

    func isEqual(to other: PlainText) -> Bool { isEqual(to: other.bytes) }

    func isEqual(to other: StaticString) -> Bool {
        isEqual(to: UnsafeBufferPointer(start: other.utf8Start, count: other.utf8CodeUnitCount))
    }

    func isEqual(to other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count == other.count else { return false }
        guard let left = bytes.baseAddress, let right = other.baseAddress else { return true }
        return memcmp(left, right, other.count) == 0
    }
}
