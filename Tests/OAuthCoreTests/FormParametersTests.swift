import OAuthCore
import Testing

@Suite struct FormParametersTests {
    private func form(_ text: String) throws(OAuthError) -> FormParameters {
        try FormParameters(Array(text.utf8))
    }

    @Test func decodesAsTheRFCSays() throws {
        // RFC 6749 appendix B.
        let form = try form("a=%20%25%26%2B%C2%A3%E2%82%AC&b=x+y&c=&d&e=1=2")
        #expect(form["a"] == " %&+£€")
        #expect(form["b"] == "x y")
        #expect(form["c"] == nil)
        #expect(form["d"] == nil)
        #expect(form.contains("d"))
        #expect(form["e"] == "1=2")
    }

    @Test func A1_repeatedParametersAreRefused() {
        for text in ["a=1&a=2", "a=1&a=1", "scope=a&b=1&scope=b", "a&a", "client_id=x&client%5Fid=y"] {
            #expect(throws: OAuthError.self) { try form(text) }
        }
    }

    @Test func resourceAndAudienceMayRepeat() throws {
        let form = try form("resource=a&resource=b&audience=c")
        #expect(form.values(of: "resource") == ["a", "b"])
        #expect(form.values(of: "audience") == ["c"])
    }

    @Test(arguments: ["a=%", "a=%2", "a=%zz", "%=1", "a=%FF", "a=%C3%28", "%FF=1"])
    func malformedFormsAreRefused(text: String) {
        #expect(throws: OAuthError.self) { try form(text) }
    }

    @Test func A29_sizesAreBounded() throws {
        let many = (0..<FormParameters.maximumCount).map { "p\($0)=1" }.joined(separator: "&")
        _ = try form(many)
        #expect(throws: OAuthError.self) { try form(many + "&one=more") }
        let long = String(repeating: "x", count: FormParameters.maximumValueSize)
        _ = try form("a=" + long)
        #expect(throws: OAuthError.self) { try form("a=x" + long) }
    }

    @Test func anythingIsReadOrRefused() {
        for _ in 0..<5_000 {
            let alphabet = Array("ab=&%+2Fé\0".utf8)
            let bytes = (0..<Int.random(in: 0..<40)).map { _ in alphabet[Int.random(in: 0..<alphabet.count)] }
            _ = try? FormParameters(bytes)
        }
    }

    @Test func whatIsEncodedIsReadBack() throws {
        for _ in 0..<300 {
            let value = (0..<Int.random(in: 1..<30)).map { _ in UInt8.random(in: 0x20...0x7E) }
            let encoded = value.map { "%" + String(Int($0) + 256, radix: 16).suffix(2) }.joined()
            #expect(try form("v=" + encoded)["v"] == String(decoding: value, as: UTF8.self))
        }
    }
}
