/// One line of the headers of a request.
enum PlainFieldReading: Equatable {
    /// Where the name and the value stand.
    case field(name: Range<Int>, value: Range<Int>)
    /// The empty line.
    case end
    /// The bytes end before the line does.
    case incomplete
    /// A line that is malformed, or only unusual.
    case other
}

extension RawSpan {
    /// Reads a line `name: value` (RFC 9112 §5) with printable ASCII in the value, one space at most in front of it and
    /// none behind it, and CR LF at its end.
    func readPlainField(_ position: inout Int) -> PlainFieldReading {
        let start = position
        var index = start
        while index < byteCount, Self.isTokenCharacter(byte(index)) { index += 1 }
        guard index < byteCount else { return .incomplete }
        if index == start { return readEmptyLine(&position) }
        guard byte(index) == UInt8(ascii: ":") else { return .other }
        let name = start..<index
        index += 1
        if index < byteCount, byte(index) == UInt8(ascii: " ") { index += 1 }
        let valueStart = index
        while index < byteCount, byte(index) &- 0x20 < 0x5F { index += 1 }
        guard index < byteCount else { return .incomplete }
        let value = valueStart..<index
        guard byte(index) == 0x0D, value.isEmpty || (byte(value.lowerBound) != 0x20 && byte(index - 1) != 0x20) else {
            return .other
        }
        guard index + 1 < byteCount else { return .incomplete }
        guard byte(index + 1) == 0x0A else { return .other }
        position = index + 2
        return .field(name: name, value: value)
    }

    private func readEmptyLine(_ position: inout Int) -> PlainFieldReading {
        guard byte(position) == 0x0D else { return .other }
        guard position + 1 < byteCount else { return .incomplete }
        guard byte(position + 1) == 0x0A else { return .other }
        position += 2
        return .end
    }

    func byte(_ index: Int) -> UInt8 { unsafeLoad(fromByteOffset: index, as: UInt8.self) }

    /// Whether exactly this stands there.
    func isEqual(_ range: Range<Int>, to text: StaticString) -> Bool {
        text.withUTF8Buffer { text in
            for (offset, index) in range.enumerated() where byte(index) != text[offset] { return false }
            return true
        }
    }

    /// Whether this, given in lower case, stands there in any letter case.
    func hasText(_ text: StaticString, _ range: Range<Int>) -> Bool {
        text.withUTF8Buffer { text in
            guard text.count == range.count else { return false }
            for (offset, index) in range.enumerated() {
                let byte = byte(index)
                let lowercased = byte &- 0x41 < 26 ? byte | 0x20 : byte
                guard lowercased == text[offset] else { return false }
            }
            return true
        }
    }

    /// A number of up to five digits, written in the one shortest way.
    func decimal(_ range: Range<Int>) -> Int? {
        guard !range.isEmpty, range.count <= 5, range.count == 1 || byte(range.lowerBound) != 0x30 else { return nil }
        var number = 0
        for index in range {
            let digit = byte(index) &- 0x30
            guard digit < 10 else { return nil }
            number = number * 10 + Int(digit)
        }
        return number
    }

    func text(_ range: Range<Int>) -> String {
        extracting(range).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }

    func array(_ range: Range<Int>) -> [UInt8] {
        extracting(range).withUnsafeBytes { Array($0) }
    }

    /// RFC 9110 §5.6.2.
    private static func isTokenCharacter(_ byte: UInt8) -> Bool {
        guard byte < 128 else { return false }
        let set: UInt64 = byte < 64 ? 0x03FF_6CFA_0000_0000 : 0x57FF_FFFF_C7FF_FFFE
        return set &>> UInt64(byte & 63) & 1 == 1
    }
}
