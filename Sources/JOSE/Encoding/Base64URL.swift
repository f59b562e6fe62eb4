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

    /// The two characters of each twelve bits, as they stand in memory.
    private static let pairs: [UInt16] = alphabet.flatMap { first in
        alphabet.map { second in (UInt16(first) << 8 | UInt16(second)).bigEndian }
    }

    private static let values: [UInt8] = {
        var table = [UInt8](repeating: 0xFF, count: 256)
        for (value, character) in alphabet.enumerated() {
            table[Int(character)] = UInt8(value)
        }
        return table
    }()

    /// For each of the four characters of a group, what each value adds to the group's three bytes, the first byte
    /// lowest; the uppermost byte is set for characters that are none.
    private static let groups: [UInt32] = (0..<4).flatMap { place in
        values.map { value in
            value == 0xFF ? 0xFF00_0000 : (UInt32(value) << (26 - 6 * UInt32(place))).byteSwapped
        }
    }

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

    /// Every token passes here twice, so it goes through memory without a look at the array for each character.
    private static func append(contiguous bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        let size = encodedCount(bytes.count)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(size, 1)) { text in
            encode(UnsafeRawBufferPointer(bytes), into: UnsafeMutableRawBufferPointer(text))
            output.append(contentsOf: UnsafeBufferPointer(rebasing: text[..<size]))
        }
    }

    /// - Parameter text: room for ``encodedCount(_:)`` characters.
    private static func encode(_ bytes: UnsafeRawBufferPointer, into text: UnsafeMutableRawBufferPointer) {
        var (index, place) = (0, 0)
        pairs.withUnsafeBufferPointer { pairs in
            // Six bytes of the eight that are read make eight characters.
            while index + 8 <= bytes.count {
                let group = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                for pair in 0..<4 {
                    let bits = Int(truncatingIfNeeded: group >> UInt64(52 - 12 * pair) & 0xFFF)
                    text.storeBytes(of: pairs[bits], toByteOffset: place + 2 * pair, as: UInt16.self)
                }
                index += 6
                place += 8
            }
        }
        while index < bytes.count {
            let count = min(3, bytes.count - index)
            let group = (0..<count).reduce(UInt32(0)) { $0 | UInt32(bytes[index + $1]) << (16 - 8 * UInt32($1)) }
            for character in 0...count {
                text[place] = alphabet[Int(group >> (18 - 6 * UInt32(character)) & 63)]
                place += 1
            }
            index += count
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

    private static func decode(contiguous text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var isValid = false
        let bytes = [UInt8](unsafeUninitializedCapacity: decodedCapacity(text.count)) { output, count in
            let decoded = decode(UnsafeRawBufferPointer(text), into: UnsafeMutableRawBufferPointer(output))
            isValid = decoded != nil
            count = decoded ?? 0
        }
        return isValid ? bytes : nil
    }

    /// The room in bytes that ``decode(_:into:)`` needs for so many characters: a little more than it fills.
    package static func decodedCapacity(_ count: Int) -> Int { count * 3 / 4 + 1 }

    /// Writes the bytes that `text` stands for. Every token passes here twice, so it goes through memory without
    /// bounds checks, four characters at a time.
    /// - Parameter output: room for ``decodedCapacity(_:)`` bytes.
    /// - Returns: how many bytes there are; `nil` unless `text` is what ``encode(_:)`` would give for them.
    package static func decode(_ text: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Int? {
        let rest = text.count % 4
        guard rest != 1, output.count >= decodedCapacity(text.count) else { return nil }
        let whole = text.count - rest
        var seen: UInt32 = 0
        groups.withUnsafeBufferPointer { groups in
            for index in stride(from: 0, to: whole, by: 4) {
                let characters = UInt32(littleEndian: text.loadUnaligned(fromByteOffset: index, as: UInt32.self))
                let group =
                    groups[Int(characters & 0xFF)] | groups[Int(256 + (characters >> 8 & 0xFF))]
                    | groups[Int(512 + (characters >> 16 & 0xFF))] | groups[Int(768 + (characters >> 24))]
                seen |= group
                // A group is written as four bytes, the last of which is room for one more.
                output.storeBytes(of: group.littleEndian, toByteOffset: index / 4 * 3, as: UInt32.self)
            }
        }
        var count = whole / 4 * 3
        var isValid = seen & 0xFF00_0000 == 0
        if rest > 0 {
            let (a, b) = (values[Int(text[whole])], values[Int(text[whole + 1])])
            let c = rest == 3 ? values[Int(text[whole + 2])] : 0
            output[count] = a << 2 | b >> 4
            count += 1
            if rest == 3 {
                output[count] = b << 4 | c >> 2
                count += 1
            }
            // The bits beyond the last byte must be zero, so that one byte string has one text. Values are below
            // 64 and invalid characters are 255, so the upper two bits of any tell.
            isValid = isValid && (a | b | c) & 0xC0 == 0 && (rest == 3 ? c & 3 == 0 : b & 15 == 0)
        }
        return isValid ? count : nil
    }
}
