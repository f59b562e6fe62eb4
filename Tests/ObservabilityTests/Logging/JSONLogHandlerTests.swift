import Foundation
import Logging
import Observability
import Testing

struct JSONLogHandlerTests {
    private let output = CapturingLogOutput()

    private func logger(
        _ label: String = "mintmark.test", provider: Logger.MetadataProvider? = nil
    ) -> Logger {
        let handler = JSONLogHandler(
            label: label, level: .trace, output: output, metadataProvider: provider,
            now: { LogTimestamp(seconds: 1_767_225_599, milliseconds: 7) })
        return Logger(label: label) { _ in handler }
    }

    private func onlyLine() throws -> JSON {
        let lines = output.lines
        try #require(lines.count == 1)
        return try JSONReader.read(lines[0].dropLast())
    }

    @Test func lineHoldsTheDocumentedMembersInOrder() {
        logger().notice("key rotated", metadata: ["kid": "snk_1", "age": .stringConvertible(86_400)])
        let expected =
            #"{"time":"2025-12-31T23:59:59.007Z","level":"notice","logger":"mintmark.test","#
            + #""message":"key rotated","age":86400,"kid":"snk_1"}"#
        #expect(output.texts == [expected])
    }

    @Test(arguments: Logger.Level.allCases)
    func levelIsWrittenByItsName(_ level: Logger.Level) throws {
        logger().log(level: level, "x")
        #expect(try onlyLine()["level"] == .string(level.rawValue))
    }

    @Test func anyTextSurvivesAsValidJSON() throws {
        var generator = SeededGenerator(seed: 7)
        let logger = logger()
        for _ in 0..<500 {
            let message = RandomText.make(of: RandomText.awkward, upTo: 20, using: &generator)
            let name = "m" + RandomText.make(of: RandomText.awkward, upTo: 5, using: &generator)
            let value = RandomText.make(of: RandomText.awkward, upTo: 20, using: &generator)
            logger.info("\(message)", metadata: [name: "\(value)"])
            let line = try #require(output.lines.last)
            let json = try JSONReader.read(line.dropLast())
            #expect(json.members.count == 5)
            #expect(json["message"] == .string(message))
            #expect(json[name] == .string(value))
            #expect(line.last == UInt8(ascii: "\n"))
            #expect(line.dropLast().allSatisfy { $0 >= 0x20 && $0 != 0x7F })
            let other = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
            #expect(other?["message"] as? String == message)
        }
    }

    @Test func everyControlCharacterIsEscaped() throws {
        let scalars = (0...0x9F).compactMap(Unicode.Scalar.init) + ["\u{2028}", "\u{2029}", "\u{202E}", "\u{2066}"]
        let text = String(String.UnicodeScalarView(scalars))
        logger().info("\(text)")
        #expect(try onlyLine()["message"] == .string(text))
        let written = output.texts.joined().unicodeScalars
        #expect(written.allSatisfy { $0.properties.generalCategory != .control })
        #expect(!written.contains { $0.properties.generalCategory == .format || $0 == "\u{2028}" || $0 == "\u{2029}" })
    }

    @Test func invalidBytesBecomeReplacementCharacters() throws {
        let text = String(decoding: [0x61, 0xFF, 0xC2, 0x62, 0xED, 0xA0, 0x80, 0xE2, 0x80] as [UInt8], as: UTF8.self)
        logger().info("\(text)")
        #expect(try onlyLine()["message"] == .string(text))
    }

    @Test func metadataOfTheEventReplacesThatOfTheProviderAndTheHandler() throws {
        var logger = logger(provider: Logger.MetadataProvider { ["trace_id": "t", "b": "provider", "c": "provider"] })
        logger[metadataKey: "a"] = "handler"
        logger[metadataKey: "b"] = "handler"
        logger.info("m", metadata: ["c": "event"])
        let json = try onlyLine()
        #expect(json["a"] == .string("handler"))
        #expect(json["b"] == .string("provider"))
        #expect(json["c"] == .string("event"))
        #expect(json["trace_id"] == .string("t"))
    }

    @Test func copiesOfALoggerDoNotShareLevelOrMetadata() {
        var first = logger()
        first.logLevel = .error
        first[metadataKey: "only-on"] = "first"
        var second = first
        second.logLevel = .debug
        second[metadataKey: "only-on"] = "second"
        #expect(first.logLevel == .error)
        #expect(first[metadataKey: "only-on"] == "first")
        #expect(second.logLevel == .debug)
        #expect(second[metadataKey: "only-on"] == "second")
        first.info("below the level")
        #expect(output.lines.isEmpty)
    }

    @Test func errorOfAnEventIsWrittenAndRedacted() throws {
        struct Broken: Error, CustomStringConvertible {
            let description: String
        }
        logger().error("failed", error: Broken(description: "refused \(Credentials.secrets[0])"))
        let json = try onlyLine()
        #expect(json["error.message"] == .string("refused [redacted]"))
        guard case .string(let type) = json["error.type"] else {
            Issue.record("no type")
            return
        }
        #expect(type.contains("Broken"))
    }
}
