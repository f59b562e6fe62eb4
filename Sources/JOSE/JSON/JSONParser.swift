/// A strict JSON parser (RFC 8259, RFC 7493): no duplicate member names, no invalid UTF-8, no lone surrogates, no
/// number beyond a finite double, and a bounded depth.
package struct JSONParser {
    /// The text, without bounds checks: `position` is compared with the count before every access.
    private let input: UnsafeBufferPointer<UInt8>
    private let maximumDepth: Int
    private var position = 0

    private init(_ input: UnsafeBufferPointer<UInt8>, maximumDepth: Int) {
        self.input = input
        self.maximumDepth = maximumDepth
    }

    /// Parses one JSON text.
    /// - Parameters:
    ///   - input: the whole text in UTF-8. The caller bounds its size.
    ///   - maximumDepth: how many arrays and objects may stand inside one another.
    /// - Throws: ``JSONParseError`` with the place of the first fault.
    package static func parse(_ input: [UInt8], maximumDepth: Int = 16) throws(JSONParseError) -> JSONValue {
        try input.withUnsafeBufferPointer { input throws(JSONParseError) in
            var parser = JSONParser(input, maximumDepth: maximumDepth)
            let value = try parser.value(depth: 0)
            parser.skipWhitespace()
            guard parser.position == input.count else { throw parser.fault("unexpected text after the JSON value") }
            return value
        }
    }

    private func fault(_ reason: String) -> JSONParseError {
        JSONParseError(reason, at: position)
    }

    private var next: UInt8? {
        position < input.count ? input[position] : nil
    }

    private mutating func skipWhitespace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            position += 1
        }
    }

    private mutating func value(depth: Int) throws(JSONParseError) -> JSONValue {
        guard depth <= maximumDepth else { throw fault("nested deeper than \(maximumDepth) levels") }
        skipWhitespace()
        guard let first = next else { throw fault("the JSON text ends too early") }
        switch first {
        case UInt8(ascii: "{"): return .object(try members(depth: depth))
        case UInt8(ascii: "["): return .array(try elements(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw fault("expected a JSON value")
        }
    }

    private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(JSONParseError) -> JSONValue {
        let matches = text.withUTF8Buffer { input[position...].starts(with: $0) }
        guard matches else { throw fault("expected a JSON value") }
        position += text.utf8CodeUnitCount
        return value
    }

    private mutating func members(depth: Int) throws(JSONParseError) -> [JSONValue.Member] {
        position += 1
        var members: [JSONValue.Member] = []
        var names = MemberNames()
        skipWhitespace()
        if next == UInt8(ascii: "}") {
            position += 1
            return members
        }
        while true {
            skipWhitespace()
            guard next == UInt8(ascii: "\"") else { throw fault("expected a member name in double quotes") }
            let start = position
            let name = try string()
            guard names.insert(name, after: members) else {
                throw JSONParseError("the member name \"\(name.prefix(64))\" stands twice", at: start)
            }
            skipWhitespace()
            guard next == UInt8(ascii: ":") else { throw fault("expected a colon after the member name") }
            position += 1
            members.append(JSONValue.Member(name, try value(depth: depth + 1)))
            skipWhitespace()
            switch next {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "}"):
                position += 1
                return members
            default: throw fault("expected a comma or } in an object")
            }
        }
    }

    private mutating func elements(depth: Int) throws(JSONParseError) -> [JSONValue] {
        position += 1
        var values: [JSONValue] = []
        skipWhitespace()
        if next == UInt8(ascii: "]") {
            position += 1
            return values
        }
        while true {
            values.append(try value(depth: depth + 1))
            skipWhitespace()
            switch next {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "]"):
                position += 1
                return values
            default: throw fault("expected a comma or ] in an array")
            }
        }
    }

    private mutating func number() throws(JSONParseError) -> JSONValue {
        let start = position
        if next == UInt8(ascii: "-") { position += 1 }
        let leadingZero = next == UInt8(ascii: "0")
        let wholeDigits = try digits()
        guard !leadingZero || wholeDigits == 1 else { throw fault("a number has a leading zero") }
        var isInteger = true
        if next == UInt8(ascii: ".") {
            isInteger = false
            position += 1
            _ = try digits()
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            isInteger = false
            position += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
            _ = try digits()
        }
        let text = String(decoding: input[start..<position], as: UTF8.self)
        if isInteger, let integer = Int64(text) { return .integer(integer) }
        guard let double = Double(text), double.isFinite else {
            throw JSONParseError("a number is out of range", at: start)
        }
        return .number(double)
    }

    private mutating func digits() throws(JSONParseError) -> Int {
        let start = position
        while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
        guard position > start else { throw fault("expected a digit") }
        return position - start
    }

    private mutating func string() throws(JSONParseError) -> String {
        let start = position
        position += 1
        // Most strings have no escapes and can be taken as they stand.
        var seen: UInt8 = 0
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
            seen |= byte
            position += 1
        }
        if next == UInt8(ascii: "\"") {
            defer { position += 1 }
            let bytes = UnsafeBufferPointer(rebasing: input[(start + 1)..<position])
            // ASCII is valid UTF-8; the library's validation costs as much as all the rest.
            return seen < 0x80 ? String(decoding: bytes, as: UTF8.self) : try text(bytes, at: start)
        }
        var bytes = Array(input[(start + 1)..<position])
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                return try text(bytes[...], at: start)
            case UInt8(ascii: "\\"): try escape(into: &bytes)
            case 0..<0x20: throw fault("a control character in a string must be escaped")
            default: bytes.append(byte)
            }
        }
        throw fault("a string is not closed")
    }

    private func text(_ bytes: some Collection<UInt8>, at start: Int) throws(JSONParseError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw JSONParseError("a string is not valid UTF-8", at: start)
        }
        return text
    }

    private mutating func escape(into bytes: inout [UInt8]) throws(JSONParseError) {
        guard let kind = next else { throw fault("a string is not closed") }
        position += 1
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(kind)
        case UInt8(ascii: "b"): bytes.append(0x08)
        case UInt8(ascii: "f"): bytes.append(0x0C)
        case UInt8(ascii: "n"): bytes.append(0x0A)
        case UInt8(ascii: "r"): bytes.append(0x0D)
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "u"): try appendUnicodeEscape(into: &bytes)
        default: throw fault("an unknown escape in a string")
        }
    }

    private mutating func appendUnicodeEscape(into bytes: inout [UInt8]) throws(JSONParseError) {
        let first = try fourHexDigits()
        var code = UInt32(first)
        if UTF16.isLeadSurrogate(first) {
            guard input[position...].starts(with: #"\u"#.utf8) else { throw fault("a lone surrogate in a string") }
            position += 2
            let second = try fourHexDigits()
            guard UTF16.isTrailSurrogate(second) else { throw fault("a lone surrogate in a string") }
            code = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw fault("a lone surrogate in a string") }
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    private mutating func fourHexDigits() throws(JSONParseError) -> UInt16 {
        guard position + 4 <= input.count else { throw fault("a string is not closed") }
        var code: UInt16 = 0
        for byte in input[position..<position + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
                throw fault("expected four hexadecimal digits")
            }
            code = code << 4 | UInt16(digit)
        }
        position += 4
        return code
    }
}
