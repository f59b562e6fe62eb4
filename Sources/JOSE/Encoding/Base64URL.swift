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
        let bytes =
            text.withContiguousStorageIfAvailable(decode(contiguous:))
            ?? Array(text).withUnsafeBufferPointer(
                decode(contiguous:))
        guard let bytes else { throw Invalid() }
        return bytes
    }

    /// Every token passes here twice, so it goes through memory without bounds checks, four characters at a time.
    private static func decode(contiguous text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        let rest = text.count % 4
        guard rest != 1 else { return nil }
        let whole = text.count - rest
        var isValid = true
        let bytes = values.withUnsafeBufferPointer { values in
            [UInt8](unsafeUninitializedCapacity: text.count * 3 / 4) { output, count in
                var index = 0
                // Values are below 64 and invalid characters are 255, so the upper two bits of any tell.
                var seen: UInt8 = 0
                while index < whole {
                    let (a, b) = (values[Int(text[index])], values[Int(text[index + 1])])
                    let (c, d) = (values[Int(text[index + 2])], values[Int(text[index + 3])])
                    seen |= a | b | c | d
                    output[count] = a << 2 | b >> 4
                    output[count + 1] = b << 4 | c >> 2
                    output[count + 2] = c << 6 | d
                    count += 3
                    index += 4
                }
                if rest > 0 {
                    let (a, b) = (values[Int(text[index])], values[Int(text[index + 1])])
                    let c = rest == 3 ? values[Int(text[index + 2])] : 0
                    seen |= a | b | c
                    output[count] = a << 2 | b >> 4
                    count += 1
                    if rest == 3 {
                        output[count] = b << 4 | c >> 2
                        count += 1
                    }
                    // The bits beyond the last byte must be zero, so that one byte string has one text.
                    isValid = rest == 3 ? c & 3 == 0 : b & 15 == 0
                }
                isValid = isValid && seen & 0xC0 == 0
            }
        }
        return isValid ? bytes : nil
    }
}
