extension Timestamp: CustomStringConvertible {
    private static let millisecondsPerDay: Int64 = 86_400_000
    /// The years 0 to 9999, which have four digits.
    private static let writable: ClosedRange<Int64> = -62_167_219_200_000...253_402_300_799_999

    /// The moment as RFC 3339 text in UTC with three fractional digits: `2026-11-24T12:00:03.250Z`.
    package var description: String {
        let day = milliseconds.flooredQuotient(by: Self.millisecondsPerDay)
        let rest = milliseconds - day * Self.millisecondsPerDay
        let (year, month, dayOfMonth) = CivilDate.components(ofDay: day)
        var text = Self.padded(year, 4) + "-" + Self.padded(month, 2) + "-" + Self.padded(dayOfMonth, 2)
        text += "T" + Self.padded(rest / 3_600_000, 2) + ":" + Self.padded(rest / 60_000 % 60, 2)
        text += ":" + Self.padded(rest / 1000 % 60, 2) + "." + Self.padded(rest % 1000, 3) + "Z"
        return text
    }

    /// Reads RFC 3339 text with `Z` or a numeric offset; digits beyond milliseconds are dropped. `nil` when the text
    /// is not such a moment.
    package init?(rfc3339 text: String) {
        var reader = DigitReader(text)
        guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"),
            let day = reader.number(2), reader.skip("T") || reader.skip("t"),
            let hour = reader.number(2), reader.skip(":"), let minute = reader.number(2), reader.skip(":"),
            let second = reader.number(2), hour < 24, minute < 60, second < 60,
            let dayNumber = CivilDate.day(year: year, month: month, day: day)
        else { return nil }
        guard let fraction = reader.fraction(), let offset = reader.offsetMinutes(), reader.isAtEnd else { return nil }
        let ofDay = ((hour * 60 + minute - offset) * 60 + second) * 1000 + fraction
        milliseconds = dayNumber * Self.millisecondsPerDay + ofDay
        guard Self.writable.contains(milliseconds) else { return nil }
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// Reads the fixed-width fields of a timestamp.
private struct DigitReader {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = Substring(text).utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    mutating func number(_ width: Int) -> Int64? {
        guard rest.count >= width, rest.prefix(width).allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        defer { rest.removeFirst(width) }
        return rest.prefix(width).reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }

    mutating func fraction() -> Int64? {
        guard skip(".") else { return 0 }
        let digits = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }
        guard !digits.isEmpty, digits.count <= 9 else { return nil }
        var milliseconds: Int64 = 0
        for index in 0..<3 {
            let digit =
                index < digits.count ? Int64(digits[digits.index(digits.startIndex, offsetBy: index)] - 0x30) : 0
            milliseconds = milliseconds * 10 + digit
        }
        rest.removeFirst(digits.count)
        return milliseconds
    }

    mutating func offsetMinutes() -> Int64? {
        if skip("Z") || skip("z") { return 0 }
        let sign: Int64
        if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
        guard let hours = number(2), skip(":"), let minutes = number(2), hours < 24, minutes < 60 else { return nil }
        return sign * (hours * 60 + minutes)
    }
}
