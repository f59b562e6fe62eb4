/// The text form of `bytea`: `\x` and two digits a byte.
enum Hexadecimal {
    static func text(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        var text = Array(#"\x"#.utf8)
        text.reserveCapacity(2 + 2 * bytes.count)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return text
    }

    /// `nil` for anything that ``text(_:)`` does not give.
    static func bytes(_ text: some RandomAccessCollection<CChar>) -> [UInt8]? {
        let characters = text.map { UInt8(bitPattern: $0) }
        guard characters.count.isMultiple(of: 2), characters.starts(with: #"\x"#.utf8) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(characters.count / 2 - 1)
        for index in stride(from: 2, to: characters.count, by: 2) {
            guard let high = digit(characters[index]), let low = digit(characters[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func digit(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
