import Logging
import Observability
import Testing

/// How metadata becomes members of the JSON line.
struct JSONMetadataTests {
    private let output = CapturingLogOutput()

    private func logger() -> Logger {
        Logger(label: "t") { JSONLogHandler(label: $0, output: output) }
    }

    private func onlyLine() throws -> JSON {
        let lines = output.lines
        try #require(lines.count == 1)
        return try JSONReader.read(lines[0].dropLast())
    }

    @Test func reservedNamesGetAnUnderscoreAndNoNameComesTwice() throws {
        logger().info(
            "m", metadata: ["time": "a", "time_": "b", "level": "c", "logger": "d", "message": "e", "message_": "f"])
        let json = try onlyLine()
        let names = [
            "time", "level", "logger", "message", "level_", "logger_", "message_", "message__", "time_", "time__",
        ]
        #expect(json.members.map(\.name) == names)
        #expect(json["time__"] == .string("a"))
        #expect(json["time_"] == .string("b"))
        #expect(json["message"] == .string("m"))
    }

    @Test func nestedMetadataIsNestedJSON() throws {
        logger().info(
            "m",
            metadata: [
                "request": [
                    "path": "/keys", "sizes": [.stringConvertible(1), .stringConvertible(2.5), "three"], "none": [:],
                ],
                "list": [],
            ])
        let json = try onlyLine()
        #expect(json["list"] == .array([]))
        let request = try #require(json["request"])
        #expect(request["sizes"] == .array([.number(1), .number(2.5), .string("three")]))
        #expect(request["none"] == .object([]))
        #expect(request["path"] == .string("/keys"))
    }

    @Test func numbersAndTruthValuesKeepTheirType() throws {
        logger().info(
            "m",
            metadata: [
                "int": .stringConvertible(-3), "byte": .stringConvertible(UInt8(255)), "yes": .stringConvertible(true),
                "double": .stringConvertible(1e300), "float": .stringConvertible(Float(0.5)),
                "exact": .stringConvertible(9_007_199_254_740_992), "big": .stringConvertible(9_007_199_254_740_993),
                "huge": .stringConvertible(UInt64.max), "least": .stringConvertible(Int64.min),
                "nan": .stringConvertible(Double.nan), "infinite": .stringConvertible(-Double.infinity),
                "text": "1",
            ])
        let json = try onlyLine()
        let expected: [String: JSON] = [
            "int": .number(-3), "byte": .number(255), "yes": .bool(true), "double": .number(1e300),
            "float": .number(0.5),
            "exact": .number(9_007_199_254_740_992), "big": .string("9007199254740993"),
            "huge": .string("18446744073709551615"), "least": .string("-9223372036854775808"), "nan": .string("nan"),
            "infinite": .string("-inf"), "text": .string("1"),
        ]
        for (name, value) in expected {
            #expect(json[name] == value, "\(name)")
        }
    }
}
