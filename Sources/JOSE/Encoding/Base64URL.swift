/// base64url without padding, as JOSE uses it (RFC 7515 §2, RFC 4648 §5).
///
/// Decoding is strict: padding, white space, characters of other alphabets and non-canonical trailing bits are
/// refused, so that one byte string has exactly one text.
package enum Base64URL {
    /// The text is not canonical, unpadded base64url.
    package struct Invalid: Error, Equatable {
        package init() {}
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    private static let values: [UInt8] = {
        var table = [UInt8](repeating: 0xFF, count: 256)
        for (value, character) in alphabet.enumerated() {
            table[Int(character)] = UInt8(value)
        }
        return table
    }()

    /// The number of characters that `count` bytes take.
    package static func encodedCount(_ count: Int) -> Int {
        (count * 4 + 2) / 3
    }

    /// Appends the text of `bytes` to `output`.
    package static func append(_ bytes: some Collection<UInt8>, to output: inout [UInt8]) {
        let done: Void? = bytes.withContiguousStorageIfAvailable { append(contiguous: $0, to: &output) }
        if done == nil {
            Array(bytes).withUnsafeBufferPointer { append(contiguous: $0, to: &output) }
        }
    }

    private static func append(contiguous bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        output.reserveCapacity(output.count + encodedCount(bytes.count))
        alphabet.withUnsafeBufferPointer { alphabet in
            var index = 0
            while index + 3 <= bytes.count {
                let group = UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2])
                output.append(alphabet[Int(group >> 18)])
                output.append(alphabet[Int(group >> 12 & 63)])
                output.append(alphabet[Int(group >> 6 & 63)])
                output.append(alphabet[Int(group & 63)])
                index += 3
            }
            switch bytes.count - index {
            case 1:
                output.append(alphabet[Int(bytes[index] >> 2)])
                output.append(alphabet[Int(bytes[index] & 3) << 4])
            case 2:
                let group = UInt32(bytes[index]) << 8 | UInt32(bytes[index + 1])
                output.append(alphabet[Int(group >> 10)])
                output.append(alphabet[Int(group >> 4 & 63)])
                output.append(alphabet[Int(group & 15) << 2])
            default:
                break
            }
        }
    }

    /// The text of `bytes`.
    package static func encode(_ bytes: some Collection<UInt8>) -> String {
        var output: [UInt8] = []
        append(bytes, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// The bytes that `text` stands for.
    /// - Throws: ``Invalid`` unless `text` is what ``encode(_:)`` would give for them.
    package static func decode(_ text: some Collection<UInt8>) throws(Invalid) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count * 3 / 4)
        var group: UInt32 = 0
        var bits = 0
        for character in text {
            let value = values[Int(character)]
            guard value != 0xFF else { throw Invalid() }
            group = group << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                output.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
                group &= (1 << UInt32(bits)) - 1
            }
        }
        guard bits < 6, group == 0 else { throw Invalid() }
        return output
    }
}
