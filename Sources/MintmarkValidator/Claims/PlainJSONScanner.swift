/// Goes through plain JSON once: no escapes, names in ASCII, whole numbers of up to 18 digits, nesting up to
/// ``maximumDepth``. Accepts less than `JSONParser`, and never more.
struct PlainJSONScanner {
    private static let maximumDepth = 8
    private static let maximumNames = 32

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    /// The names of the objects that are open, outermost first; what stands twice is not plain.
    private let names: UnsafeMutableBufferPointer<PlainText>
    private(set) var nameCount = 0

    /// Lends a scanner over `bytes`.
    /// - Returns: what `body` returns; `nil` when it throws.
    static func scan<Value>(
        _ bytes: UnsafeBufferPointer<UInt8>, _ body: (PlainJSONScanner) throws(NotPlain) -> Value
    ) -> Value? {
        withUnsafeTemporaryAllocation(of: PlainText.self, capacity: maximumNames) { names in
            do throws(NotPlain) {
                return try body(PlainJSONScanner(bytes: bytes, names: names))
            } catch {
                return nil
            }
        }
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, names: UnsafeMutableBufferPointer<PlainText>) {
        self.bytes = bytes
        self.names = names
    }

    private var next: UInt8 { position < bytes.count ? bytes[position] : 0 }

    private mutating func skipWhitespace() {
        while next <= 0x20, next == 0x20 || next == 0x0A || next == 0x0D || next == 0x09 { position += 1 }
    }

    /// Whether the next character beyond white space is `character`.
    mutating func isAt(_ character: UInt8) -> Bool {
        skipWhitespace()
        return next == character
    }

    /// Passes over the character that must come next, as the bracket that opens an object or array.
    mutating func begin(_ character: UInt8) throws(NotPlain) {
        guard isAt(character) else { throw NotPlain() }
        position += 1
    }

    /// Nothing may follow.
    mutating func end() throws(NotPlain) {
        skipWhitespace()
        guard position == bytes.count else { throw NotPlain() }
    }

    /// The name of the next member, with the colon passed over; `nil` at the end of the object.
    mutating func memberName(_ isFirst: inout Bool) throws(NotPlain) -> PlainText? {
        guard try hasNext(&isFirst, until: UInt8(ascii: "}")) else { return nil }
        let name = try text()
        guard name.isASCII else { throw NotPlain() }
        try begin(UInt8(ascii: ":"))
        return name
    }

    /// Whether an element follows in the array.
    mutating func hasElement(_ isFirst: inout Bool) throws(NotPlain) -> Bool {
        try hasNext(&isFirst, until: UInt8(ascii: "]"))
    }

    private mutating func hasNext(_ isFirst: inout Bool, until end: UInt8) throws(NotPlain) -> Bool {
        if isAt(end) {
            position += 1
            return false
        }
        if !isFirst { try begin(UInt8(ascii: ",")) }
        isFirst = false
        return true
    }

    /// Notes a member's name.
    /// - Parameter outer: how many names were noted when the object was opened.
    mutating func noteName(_ name: PlainText, after outer: Int) throws(NotPlain) {
        guard nameCount < names.count else { throw NotPlain() }
        for index in outer..<nameCount where names[index].isEqual(to: name) { throw NotPlain() }
        names.initializeElement(at: nameCount, to: name)
        nameCount += 1
    }

    /// Forgets the names of an object that is closed.
    mutating func forgetNames(after outer: Int) { nameCount = outer }

    /// A string.
    mutating func text() throws(NotPlain) -> PlainText {
        try begin(UInt8(ascii: "\""))
        let start = position
        var isASCII = true
        while true {
            skipPlainCharacters()
            guard position < bytes.count else { throw NotPlain() }
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") { break }
            guard byte >= 0x80 else { throw NotPlain() }
            isASCII = false
            position += 1
        }
        let text = UnsafeBufferPointer(rebasing: bytes[start..<position])
        position += 1
        guard isASCII || String(validating: text, as: UTF8.self) != nil else { throw NotPlain() }
        return PlainText(bytes: text, isASCII: isASCII)
    }

    /// Up to the next quote, backslash, control character or byte beyond ASCII, eight bytes at a time.
    private mutating func skipPlainCharacters() {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        while position + 8 <= bytes.count {
            let word = UInt64(
                littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let quote = word ^ ones &* UInt64(UInt8(ascii: "\""))
            let backslash = word ^ ones &* UInt64(UInt8(ascii: "\\"))
            // A borrow can only mark bytes above a marked one, so the lowest mark is right.
            let marks =
                (quote &- ones) & ~quote | (backslash &- ones) & ~backslash | (word &- ones &* 0x20) & ~word | word
            guard marks & highs == 0 else {
                position += (marks & highs).trailingZeroBitCount / 8
                return
            }
            position += 8
        }
        while position < bytes.count, bytes[position] >= 0x20, bytes[position] < 0x80,
            bytes[position] != UInt8(ascii: "\""), bytes[position] != UInt8(ascii: "\\")
        { position += 1 }
    }

    /// A number without fraction and exponent. What follows is for the caller to judge.
    mutating func integer() throws(NotPlain) -> Int64 {
        skipWhitespace()
        let isNegative = next == UInt8(ascii: "-")
        if isNegative { position += 1 }
        let start = position
        var number: Int64 = 0
        while next >= UInt8(ascii: "0"), next <= UInt8(ascii: "9"), position - start <= 18 {
            number = number &* 10 &+ Int64(next - UInt8(ascii: "0"))
            position += 1
        }
        let count = position - start
        guard count > 0, count <= 18, count == 1 || bytes[start] != UInt8(ascii: "0") else { throw NotPlain() }
        return isNegative ? -number : number
    }

    /// Passes over a value of any kind.
    /// - Parameter depth: in how many objects and arrays it stands.
    mutating func skipValue(depth: Int) throws(NotPlain) {
        guard depth <= Self.maximumDepth else { throw NotPlain() }
        skipWhitespace()
        var isFirst = true
        switch next {
        case UInt8(ascii: "\""): _ = try text()
        case UInt8(ascii: "{"):
            position += 1
            let outer = nameCount
            while let name = try memberName(&isFirst) {
                try noteName(name, after: outer)
                try skipValue(depth: depth + 1)
            }
            forgetNames(after: outer)
        case UInt8(ascii: "["):
            position += 1
            while try hasElement(&isFirst) { try skipValue(depth: depth + 1) }
        case UInt8(ascii: "t"): try skip("true")
        case UInt8(ascii: "f"): try skip("false")
        case UInt8(ascii: "n"): try skip("null")
        default: _ = try integer()
        }
    }

    private mutating func skip(_ literal: StaticString) throws(NotPlain) {
        let count = literal.utf8CodeUnitCount
        guard position + count <= bytes.count,
            PlainText(bytes: UnsafeBufferPointer(rebasing: bytes[position..<position + count]), isASCII: true)
                .isEqual(to: literal)
        else { throw NotPlain() }
        position += count
    }
}
