import Foundation
import Logging
import Observability
import Testing

struct LogTimestampTests {
    private func written(_ timestamp: LogTimestamp) throws -> String {
        let output = CapturingLogOutput()
        let logger = Logger(label: "t") { JSONLogHandler(label: $0, output: output, now: { timestamp }) }
        logger.info("m")
        let line = try #require(output.lines.first)
        guard case .string(let time) = try JSONReader.read(line.dropLast())["time"] else { return "" }
        return time
    }

    @Test(arguments: [
        (0, 0, "1970-01-01T00:00:00.000Z"), (951_782_399, 1, "2000-02-28T23:59:59.001Z"),
        (951_782_400, 12, "2000-02-29T00:00:00.012Z"), (951_868_800, 123, "2000-03-01T00:00:00.123Z"),
        (1_709_164_800, 999, "2024-02-29T00:00:00.999Z"), (4_107_456_000, 0, "2100-02-28T00:00:00.000Z"),
        (4_107_542_400, 0, "2100-03-01T00:00:00.000Z"), (-1, 500, "1969-12-31T23:59:59.500Z"),
        (253_402_300_799, 999, "9999-12-31T23:59:59.999Z"), (-62_135_596_800, 0, "0001-01-01T00:00:00.000Z"),
    ])
    func momentIsWrittenAsRFC3339(_ seconds: Int64, _ milliseconds: Int64, _ expected: String) throws {
        #expect(try written(LogTimestamp(seconds: seconds, milliseconds: milliseconds)) == expected)
    }

    @Test func anyMomentIsWrittenAsTheCalendarOfTheSystemSays() throws {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<2000 {
            let seconds = Int64.random(in: -2_000_000_000...20_000_000_000, using: &generator)
            var time = time_t(seconds)
            var parts = tm()
            gmtime_r(&time, &parts)
            let date = [Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday)]
            let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec]
            let expected = String(
                format: "%04d-%02d-%02dT%02d:%02d:%02d.000Z", date[0], date[1], date[2], clock[0], clock[1], clock[2])
            #expect(try written(LogTimestamp(seconds: seconds)) == expected)
        }
    }

    @Test func nowLiesBetweenTwoReadingsOfTheSystemClock() {
        let before = Int64(time(nil))
        let now = LogTimestamp.now()
        let after = Int64(time(nil))
        // time(2) may read a coarser clock, which lags by a tick.
        #expect((before...(after + 1)).contains(now.seconds))
        #expect((0...999).contains(now.milliseconds))
    }
}
