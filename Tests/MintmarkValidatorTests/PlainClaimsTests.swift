import JOSE
import Testing

@testable import MintmarkValidator

/// Reading claims straight from the bytes and reading them by way of the tree must be one and the same.
@Suite struct PlainClaimsTests {
    private let expected = ExpectedTexts(issuers: ["https://a.example"], audiences: ["https://api.example", "b"])

    /// What the tree makes of it; `nil` when it refuses.
    private func byTree(_ payload: [UInt8], _ isComplete: Bool) -> StandardClaims? {
        (try? VerifiedPayload(bytes: payload).json()).flatMap { try? StandardClaims($0, isComplete: isComplete) }
    }

    private func check(_ payload: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) -> Bool {
        var isPlain = false
        for isComplete in [true, false] {
            guard
                let plain = payload.withUnsafeBufferPointer({
                    PlainClaimsReader.read($0, isComplete: isComplete, expected: expected)
                })
            else {
                continue
            }
            isPlain = true
            #expect(
                plain == byTree(payload, isComplete), "\(String(decoding: payload, as: UTF8.self))",
                sourceLocation: sourceLocation)
        }
        return isPlain
    }

    private let good = #"""
        {"iss":"https://a.example","sub":"m2morg_1","client_id":"m2morg_1","aud":["https://api.example"],
        "scope":"read write","scopes":["read","write"],"iat":1800000000,"nbf":1800000000,"exp":1800086400,
        "jti":"tkn_0123456789abcdef0123456789","oid":"org_1","secret_id":"sks_1","custom_claims":{"plan":"gold","n":1}}
        """#

    @Test func whatMintmarkWritesIsPlain() throws {
        let claims = try #require(
            Array(good.utf8).withUnsafeBufferPointer {
                PlainClaimsReader.read($0, isComplete: true, expected: expected)
            })
        #expect(claims == byTree(Array(good.utf8), true))
        #expect(claims.issuer == "https://a.example")
        #expect(claims.subject == "m2morg_1")
        #expect(claims.audience == ["https://api.example"])
        #expect(claims.scopes == ["read", "write"])
        #expect(claims.customClaims == ["plan": "gold"])
        #expect(claims.secretID == "sks_1")
        #expect(claims.expiry == 1_800_086_400)
    }

    @Test(arguments: [
        ("\"oid\":\"org_1\"", "\"cnf\":{}"), ("\"read write\"", "\"write read\""), ("[\"read\",\"write\"]", "[]"),
        ("\"org_1\"", "\"\""), ("\"org_1\"", "null"), ("\"org_1\"", "\"\\u006frg\""), ("1800086400", "1800086400.5"),
        ("1800086400", "01800086400"), ("1800086400", "-1"), ("1800086400", "999999999999"), ("1800086400", "1e9"),
        ("\"nbf\":1800000000", "\"x\":[[[[[[[[[[1]]]]]]]]]]"), ("\"nbf\":1800000000", "\"x\":{\"a\":1,\"a\":2}"),
        ("\"nbf\":1800000000", "\"x\":{\"a\":1,\"\\u0061\":2}"), ("\"nbf\":1800000000", "\"iss\":\"b\""),
        ("\"nbf\":1800000000", "\"K\":1,\"\u{212A}\":2"), ("\"nbf\":1800000000", "\"x\":\"\u{FC}\""),
        ("\"nbf\":1800000000", "\"x\":-0"), ("\"nbf\":1800000000", "\"x\":1.5e3"), ("\"gold\"", "[\"gold\",{}]"),
        ("\"gold\"", "\"g\u{F6}ld\""), ("\"n\":1", "\"plan\":1"), ("{\"plan\":\"gold\",\"n\":1}", "[]"),
        ("[\"https://api.example\"]", "\"b\""), ("[\"https://api.example\"]", "[]"),
        ("[\"https://api.example\"]", "[\"x\",\"b\"]"), ("[\"https://api.example\"]", "[\"x\",1]"),
        ("\"sks_1\"", "7"), ("\"sub\"", "\"client_i\""), ("\"jti\"", "\"sub2\""), ("\"scope\"", "\"scop\""),
        ("\"read write\"", "\" read  write \""), ("\"scopes\"", "\"s\""), ("\"iss\"", "\"iss \""),
    ])
    func aChangeIsReadAlike(old: String, new: String) throws {
        let range = try #require(good.firstRange(of: old))
        _ = check(Array("\(good[..<range.lowerBound])\(new)\(good[range.upperBound...])".utf8))
        // With the next text of the same name gone, other rules decide.
        _ = check(Array(good.replacing(old, with: new).utf8))
    }

    @Test func mangledPayloadsAreReadAlike() {
        let pieces = [
            "\"", "\\", "{", "}", "[", "]", ",", ":", " ", "0", "-", ".", "e", "null", "true", "\u{FC}", "\u{212A}",
            "\"iss\":\"b\",", "\"x\":{\"a\":[1,\"b\"],\"c\":null},", "\\u0041", "\n", "\u{1}",
        ].map { Array($0.utf8) }
        var plain = 0
        for _ in 0..<20_000 {
            var bytes = Array(good.utf8)
            for _ in 0..<Int.random(in: 0...3) {
                let index = Int.random(in: 0..<bytes.count)
                switch Int.random(in: 0..<4) {
                case 0: bytes[index] = UInt8.random(in: 0...255)
                case 1: bytes.remove(at: index)
                case 2: bytes.insert(contentsOf: pieces.randomElement() ?? [], at: index)
                default: bytes.removeSubrange(index..<min(bytes.count, index + Int.random(in: 1...30)))
                }
            }
            if check(bytes) { plain += 1 }
        }
        #expect(plain > 1_000, "the check hardly ever reached the plain reader")
    }

    @Test func randomObjectsAreReadAlike() {
        var plain = 0
        for _ in 0..<5_000 {
            var members = randomMembers()
            members.shuffle()
            if check(JSONText.bytes(.object(members))) { plain += 1 }
        }
        #expect(plain > 1_000, "the check hardly ever reached the plain reader")
    }

    private func randomMembers() -> [JSONValue.Member] {
        let texts = ["a", "", "https://a.example", "b", "read", "read write", "\u{E9}", "a\"b", "x y"]
        func text() -> JSONValue { .string(texts.randomElement() ?? "") }
        func odd() -> JSONValue {
            [.null, .bool(true), .integer(.random(in: -5...5)), .number(1.5), text(), [], ["a", "a"], ["k": [1, 2]]]
                .randomElement() ?? .null
        }
        func oneOf(_ value: JSONValue) -> JSONValue { Int.random(in: 0..<30) == 0 ? odd() : value }
        var members: [JSONValue.Member] = [
            .init("iss", oneOf("https://a.example")), .init("sub", oneOf("c")), .init("client_id", oneOf("c")),
            .init("aud", oneOf(["b", "c"])), .init("exp", oneOf(.integer(.random(in: 0...253_402_300_799)))),
            .init("iat", oneOf(5)), .init("jti", oneOf("tkn_1")),
        ]
        if Bool.random() { members.append(.init("scope", oneOf("read write"))) }
        if Bool.random() { members.append(.init("scopes", oneOf(["read", "write"]))) }
        if Bool.random() { members.append(.init("custom_claims", oneOf(["a": text(), "b": odd()]))) }
        for name in ["nbf", "oid", "cnf", "secret_id", "x", "client_idx"] where Int.random(in: 0..<8) == 0 {
            members.append(.init(name, odd()))
        }
        if Int.random(in: 0..<10) == 0 { members.remove(at: Int.random(in: 0..<members.count)) }
        return members
    }

    @Test func moreNamesThanItKeepsAreLeftToTheTree() {
        // Two more stand in the custom claims, which come last.
        for count in [29, 30, 31, 200] {
            let more = (0..<count).map { "\"x\($0)\":{\"a\":1}," }.joined()
            let payload = Array("{\(more)\(good.dropFirst())".utf8)
            let isPlain = check(payload)
            #expect(isPlain == (count <= 30))
            #expect(byTree(payload, true) != nil)
        }
    }
}
