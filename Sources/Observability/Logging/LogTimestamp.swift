#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A moment of the wall clock as log lines show it.
package struct LogTimestamp: Sendable, Equatable {
    /// Whole seconds since 1970-01-01T00:00:00Z; negative before it.
    package var seconds: Int64

    /// Milliseconds within the second, 0 to 999.
    package var milliseconds: Int64

    /// Makes a moment.
    /// - Parameters:
    ///   - seconds: since 1970-01-01T00:00:00Z.
    ///   - milliseconds: 0 to 999.
    package init(seconds: Int64, milliseconds: Int64 = 0) {
        self.seconds = seconds
        self.milliseconds = milliseconds
    }

    /// The moment now, by the clock of the machine.
    package static func now() -> LogTimestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return LogTimestamp(seconds: Int64(time.tv_sec), milliseconds: Int64(time.tv_nsec) / 1_000_000)
    }

    /// How many seconds the time zone of the machine is ahead of UTC now.
    package static func localOffset() -> Int64 {
        var now = time(nil)
        var local = tm()
        guard localtime_r(&now, &local) != nil else { return 0 }
        return Int64(local.tm_gmtoff)
    }

    /// Appends the moment as RFC 3339 in UTC: `2026-01-31T23:59:59.007Z`.
    func appendRFC3339(to line: inout [UInt8]) {
        let (year, month, day) = Self.civilDate(day: Self.floorDivide(seconds, by: 86_400).quotient)
        Self.append(year, digits: 4, to: &line)
        line.append(UInt8(ascii: "-"))
        Self.append(month, digits: 2, to: &line)
        line.append(UInt8(ascii: "-"))
        Self.append(day, digits: 2, to: &line)
        line.append(UInt8(ascii: "T"))
        appendClock(offset: 0, to: &line)
        line.append(UInt8(ascii: "."))
        Self.append(milliseconds, digits: 3, to: &line)
        line.append(UInt8(ascii: "Z"))
    }

    /// Appends the time of day, `HH:MM:SS`, in a zone that is `offset` seconds ahead of UTC.
    func appendClock(offset: Int64, to line: inout [UInt8]) {
        let second = Self.floorDivide(seconds + offset, by: 86_400).remainder
        Self.append(second / 3600, digits: 2, to: &line)
        line.append(UInt8(ascii: ":"))
        Self.append(second / 60 % 60, digits: 2, to: &line)
        line.append(UInt8(ascii: ":"))
        Self.append(second % 60, digits: 2, to: &line)
    }

    /// The date in the Gregorian calendar of a day counted from 1970-01-01.
    ///
    /// Counts from the first of March of year 0, so that the leap day is the last of its year, in eras of 400 years.
    private static func civilDate(day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = floorDivide(day + 719_468, by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func floorDivide(_ value: Int64, by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    private static func append(_ value: Int64, digits: Int, to line: inout [UInt8]) {
        let text = String(value)
        for _ in 0..<max(0, digits - text.utf8.count) {
            line.append(UInt8(ascii: "0"))
        }
        line.append(contentsOf: text.utf8)
    }
}
