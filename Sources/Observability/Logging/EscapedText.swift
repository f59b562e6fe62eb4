/// Writes text so that it stays on its line and steers no terminal.
///
/// Besides what JSON asks for, DEL, the C1 control characters (some terminals obey them), the line and paragraph
/// separators (some viewers break lines there), the characters that reverse the direction of writing and the byte order
/// mark (some JSON readers drop it) become `\u` escapes. A Swift string is always valid Unicode: invalid bytes became U+FFFD when the string was made.
enum EscapedText {
    private static let hexDigits: StaticString = "0123456789abcdef"

    /// Appends the text as the inside of a JSON string.
    /// - Parameter isQuoted: false leaves double quotes and backslashes alone, for text that stands outside quotes.
    static func append(_ text: String, isQuoted: Bool = true, to line: inout [UInt8]) {
        var text = text
        text.withUTF8 { bytes in
            var copied = 0
            var index = 0
            while index < bytes.count {
                let length = lengthToEscape(in: bytes, at: index, isQuoted: isQuoted)
                guard length > 0 else {
                    index += 1
                    continue
                }
                line.append(contentsOf: bytes[copied..<index])
                appendEscape(bytes[index..<(index + length)], to: &line)
                index += length
                copied = index
            }
            line.append(contentsOf: bytes[copied...])
        }
    }

    /// How many bytes at this place form a character to be escaped; 0 for none.
    private static func lengthToEscape(in bytes: UnsafeBufferPointer<UInt8>, at index: Int, isQuoted: Bool) -> Int {
        switch bytes[index] {
        case 0..<0x20, 0x7F:
            return 1
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            return isQuoted ? 1 : 0
        case 0xC2 where index + 1 < bytes.count:
            return bytes[index + 1] < 0xA0 ? 2 : 0
        case 0xE2 where index + 2 < bytes.count:
            switch (bytes[index + 1], bytes[index + 2]) {
            case (0x80, 0xA8...0xAE), (0x81, 0xA6...0xA9): return 3
            default: return 0
            }
        case 0xEF where index + 2 < bytes.count:
            return bytes[index + 1] == 0xBB && bytes[index + 2] == 0xBF ? 3 : 0
        default:
            return 0
        }
    }

    private static func appendEscape(_ character: Slice<UnsafeBufferPointer<UInt8>>, to line: inout [UInt8]) {
        guard let first = character.first else { return }
        line.append(UInt8(ascii: "\\"))
        switch first {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): line.append(first)
        case UInt8(ascii: "\n"): line.append(UInt8(ascii: "n"))
        case UInt8(ascii: "\r"): line.append(UInt8(ascii: "r"))
        case UInt8(ascii: "\t"): line.append(UInt8(ascii: "t"))
        default:
            line.append(UInt8(ascii: "u"))
            // The lead byte carries its payload in the bits below its length marker, each later byte in six bits.
            let lead = UInt16(first) & (character.count == 3 ? 0x0F : character.count == 2 ? 0x1F : 0x7F)
            let scalar = character.dropFirst().reduce(lead) { $0 << 6 | UInt16($1 & 0x3F) }
            hexDigits.withUTF8Buffer { digits in
                for shift in [12, 8, 4, 0] {
                    line.append(digits[Int(scalar >> UInt16(shift)) & 0xF])
                }
            }
        }
    }
}
