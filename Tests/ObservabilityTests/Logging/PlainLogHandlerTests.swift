import Logging
import Observability
import Testing

struct PlainLogHandlerTests {
    private let output = CapturingLogOutput()

    private func logger(offset: Int64 = 0, seconds: Int64 = 1_767_225_599) -> Logger {
        let handler = PlainLogHandler(
            level: .trace, output: output, offset: offset, now: { LogTimestamp(seconds: seconds, milliseconds: 999) })
        return Logger(label: "t") { _ in handler }
    }

    @Test func lineIsTimeLevelMessageAndSortedMetadata() {
        logger().warning(
            "key retires soon",
            metadata: [
                "kid": "snk_1", "days": .stringConvertible(3), "a": "two words", "b": "", "c": "x=y", "d": ["e": "f"],
            ])
        #expect(
            output.texts == [
                #"23:59:59 warning key retires soon a="two words" b="" c="x=y" d={"e":"f"} days=3 kid=snk_1"#
            ])
    }

    @Test(arguments: [(0, "23:59:59"), (1, "00:00:00"), (3600, "00:59:59"), (-7200, "21:59:59"), (86_400, "23:59:59")])
    func timeIsShownInTheZoneAskedFor(_ offset: Int64, _ time: String) {
        logger(offset: offset).info("m")
        #expect(output.texts == ["\(time) info m"])
    }

    @Test func nothingACallerSentBreaksTheLineOrSteersTheTerminal() throws {
        var generator = SeededGenerator(seed: 99)
        let logger = logger()
        for _ in 0..<500 {
            let text = RandomText.make(of: RandomText.awkward, upTo: 20, using: &generator)
            logger.info("\(text)", metadata: ["a\(text)": "\(text)", "b": ["\(text)": ["\(text)"]]])
            let line = try #require(output.lines.last)
            let scalars = String(decoding: line.dropLast(), as: UTF8.self).unicodeScalars
            #expect(line.last == UInt8(ascii: "\n"))
            #expect(scalars.allSatisfy { $0.properties.generalCategory != .control })
            #expect(
                !scalars.contains { "\u{2028}\u{2029}\u{202A}\u{202E}\u{2066}\u{2069}".unicodeScalars.contains($0) })
        }
    }
}
