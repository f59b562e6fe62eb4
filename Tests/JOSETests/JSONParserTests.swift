import JOSE
import Testing

@Suite struct JSONParserTests {
    private func parse(_ text: String) throws -> JSONValue {
        try JSONParser.parse(Array(text.utf8))
    }

    @Test func readsEveryKindOfValue() throws {
        let value = try parse(#" {"a":[1,-2,0.5,1e3,true,false,null,"x\n\u00e9\ud83d\ude00"],"b":{}} "#)
        #expect(value["a"] == [1, -2, .number(0.5), .number(1000), true, false, .null, "x\né😀"])
        #expect(value["b"] == [:])
    }

    @Test(arguments: [
        "", " ", "{", "[1,]", "{\"a\":1,}", "{'a':1}", "01", "1.", ".5", "+1", "1e", "nul", "tru", "\"a", "[1 2]",
        "{\"a\" 1}",
        "\"\u{1}\"", #""\x""#, #""\ud800""#, #""\udc00""#, #""\ud800\u0041""#, #""\u12g4""#, "1 2", "NaN", "Infinity",
        "1e400",
        "-", "--1", "{1:2}", "[", "]", "\u{FEFF}1",
    ])
    func R7_malformedTextIsRefused(text: String) {
        #expect(throws: JSONParseError.self) { try parse(text) }
    }

    @Test(arguments: [#"{"a":1,"a":1}"#, #"{"a":1,"\u0061":2}"#, #"{"x":{"b":1,"c":2,"b":3}}"#])
    func R7_duplicateMembersAreRefused(text: String) {
        #expect(throws: JSONParseError.self) { try parse(text) }
    }

    @Test func invalidUTF8IsRefused() {
        for bytes: [UInt8] in [[0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]] {
            #expect(throws: JSONParseError.self) { try JSONParser.parse(bytes) }
        }
    }

    @Test func depthIsBounded() throws {
        let deep = String(repeating: "[", count: 17) + String(repeating: "]", count: 17)
        _ = try parse(deep)
        #expect(throws: JSONParseError.self) { try parse("[" + deep + "]") }
        #expect(throws: JSONParseError.self) { try parse(String(repeating: "[", count: 100_000)) }
    }

    /// The number that crashes another library's header parser.
    @Test func largeNumbersAreNoDanger() throws {
        #expect(try parse(#"{"x":1e300}"#)["x"] == .number(1e300))
        #expect(try parse("9223372036854775807") == .integer(.max))
        #expect(try parse("9223372036854775808") == .number(9_223_372_036_854_775_808))
    }

    @Test func whatIsWrittenIsReadBack() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            let value = Self.random(depth: 4, using: &generator)
            #expect(try JSONParser.parse(JSONText.bytes(value)) == value)
        }
    }

    /// No input, however mangled, traps.
    @Test func mangledTextIsReadOrRefused() {
        let seed = Array(#"{"a":[1,-2.5e3,"x\u00e9\n"],"b":{"c":null,"d":true}}"#.utf8)
        for _ in 0..<5_000 {
            var text = seed
            for _ in 0..<Int.random(in: 1...4) {
                let index = Int.random(in: 0..<text.count)
                switch Int.random(in: 0..<3) {
                case 0: text[index] = UInt8.random(in: 0...255)
                case 1: text.remove(at: index)
                default: text.insert(seed[Int.random(in: 0..<seed.count)], at: index)
                }
            }
            if let value = try? JSONParser.parse(text) {
                #expect((try? JSONParser.parse(JSONText.bytes(value))) == value)
            }
        }
    }

    private static func random(depth: Int, using generator: inout SystemRandomNumberGenerator) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &generator) {
        case 0: return .null
        case 1: return .bool(.random(using: &generator))
        case 2: return .integer(.random(in: .min ... .max, using: &generator))
        case 3: return .number(Double(Int.random(in: -1000...1000, using: &generator)) + 0.5)
        case 4:
            let scalars = (0..<Int.random(in: 0..<8)).compactMap { _ in Unicode.Scalar(UInt32.random(in: 0..<0x11_0000))
            }
            return .string(String(String.UnicodeScalarView(scalars)))
        case 5: return .array((0..<3).map { _ in random(depth: depth - 1, using: &generator) })
        default:
            return .object((0..<3).map { .init("member \($0)", random(depth: depth - 1, using: &generator)) })
        }
    }
}
