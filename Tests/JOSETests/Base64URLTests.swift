import JOSE
import Testing

@Suite struct Base64URLTests {
    @Test func everyByteStringHasOneText() throws {
        for count in 0..<200 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255) }
            let text = Base64URL.encode(bytes)
            #expect(text.utf8.count == Base64URL.encodedCount(count))
            #expect(try Base64URL.decode(text.utf8) == bytes)
        }
    }

    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"), ("\u{3ff}", "z78"),
    ])
    func agreesWithRFC4648(plain: String, text: String) throws {
        #expect(Base64URL.encode(Array(plain.utf8)) == text)
        #expect(try Base64URL.decode(text.utf8) == Array(plain.utf8))
    }

    @Test(arguments: ["A", "Zg==", "Zh", "Zm9", "Zm9v!", "Zm 8", "Zm+v", "Zm/v", "Zg\n", "é", "AAAAA"])
    func R7_nonCanonicalTextIsRefused(text: String) {
        #expect(throws: Base64URL.Invalid.self) { try Base64URL.decode(text.utf8) }
    }

    /// Of all texts of one length, those that decode are exactly those that some byte string encodes to.
    @Test func decodingIsTheInverseOfEncoding() {
        let alphabet = Array("AQgw_-9=+/ ".utf8)
        for first in alphabet {
            for second in alphabet {
                for third in alphabet {
                    let text = [first, second, third]
                    guard let bytes = try? Base64URL.decode(text) else { continue }
                    #expect(Array(Base64URL.encode(bytes).utf8) == text)
                }
            }
        }
    }
}
