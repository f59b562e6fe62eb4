/// Finds credentials in UTF-8, looking at every byte a bounded number of times whatever the text.
///
/// The text is cut into runs of base64url characters (letters, digits, `_` and `-`); everything that is looked for
/// lies in one run, begins with one, or follows one.
struct RedactionScanner {
    /// The least number of letters and digits after the last `_` of a client secret.
    private static let shortestSecret = 32

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position: Int

    /// The place of the first credential at or after `start`, in whole characters.
    static func firstFinding(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Range<Int>? {
        var scanner = RedactionScanner(bytes: bytes, position: start)
        while scanner.position < bytes.count {
            if let finding = scanner.scanRun() { return finding }
        }
        return nil
    }

    /// Walks to the end of the run at `position` and the byte behind it.
    private mutating func scanRun() -> Range<Int>? {
        var secret: Range<Int>?
        var tokenStart: Int?
        var word = Word(start: position)
        let runStart = position

        scan: while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
                word.addLetter()
                if tokenStart == nil, bytes[position] == UInt8(ascii: "J"), position - 2 >= runStart,
                    bytes[position - 1] == UInt8(ascii: "y"), bytes[position - 2] == UInt8(ascii: "e")
                {
                    tokenStart = position - 2
                }
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                word.addDigit()
            case UInt8(ascii: "_"):
                word.addUnderscore(shortestSecret: Self.shortestSecret)
            case UInt8(ascii: "-"):
                secret = merge(secret, word.secret(end: position, shortestSecret: Self.shortestSecret))
                word = Word(start: position + 1)
            default:
                break scan
            }
            position += 1
        }
        let end = position
        position += 1
        secret = merge(secret, word.secret(end: end, shortestSecret: Self.shortestSecret))
        let token = tokenStart.flatMap { wholeToken(start: $0, firstPartEnd: end) }
        return merge(merge(secret, token), credentials(after: token?.upperBound ?? end))
    }

    private func merge(_ first: Range<Int>?, _ second: Range<Int>?) -> Range<Int>? {
        guard let first, let second else { return first ?? second }
        return min(first.lowerBound, second.lowerBound)..<max(first.upperBound, second.upperBound)
    }

    /// The whole token if two more parts follow the first; parts beyond the third belong to it unless empty.
    private func wholeToken(start: Int, firstPartEnd: Int) -> Range<Int>? {
        var end = firstPartEnd
        var parts = 1
        while end < bytes.count, bytes[end] == UInt8(ascii: ".") {
            let partEnd = bytes[(end + 1)...].firstIndex { !Self.isBase64URL($0) } ?? bytes.count
            if parts >= 3, partEnd == end + 1 { break }
            parts += 1
            end = partEnd
        }
        return parts >= 3 ? start..<end : nil
    }

    /// What follows an authentication scheme that ends at `end`, and a second one behind the first.
    private func credentials(after end: Int) -> Range<Int>? {
        var found: Range<Int>?
        var end = end
        while end < bytes.count, Self.isBlank(bytes[end]), endsWithScheme(end) {
            let start = bytes[end...].firstIndex { !Self.isBlank($0) } ?? bytes.count
            let stop =
                bytes[start...].firstIndex { $0 <= 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\"") } ?? bytes.count
            guard start < stop else { break }
            found = merge(found, start..<stop)
            end = stop
        }
        return found
    }

    private func endsWithScheme(_ end: Int) -> Bool {
        ends(with: "bearer", at: end) || ends(with: "basic", at: end)
    }

    private func ends(with word: StaticString, at end: Int) -> Bool {
        word.withUTF8Buffer { word in
            end >= word.count && zip(bytes[(end - word.count)..<end], word).allSatisfy { Self.lowercased($0) == $1 }
        }
    }

    static func lowercased(_ byte: UInt8) -> UInt8 {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09
    }

    private static func isBase64URL(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default:
            false
        }
    }
}
