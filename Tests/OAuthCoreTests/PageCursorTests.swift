import JOSE
import OAuthCore
import Testing

@Suite struct PageCursorTests {
    @Test func everyPlaceIsReadBack() {
        for number in [0, 1, .max] + (0..<1_000).map({ _ in Int64.random(in: 0...(.max)) }) {
            for cursor in [PageCursor.after(number), .before(number)] {
                #expect(PageCursor(token: cursor.token) == cursor)
            }
        }
    }

    @Test(arguments: ["", "a", "a-1", "c1", "1", "a9223372036854775808", "a1 ", "a1x", "A1", "a1.0", "a٣"])
    func nothingElseIsAPlace(text: String) {
        #expect(PageCursor(token: Base64URL.encode(Array(text.utf8))) == nil)
        #expect(PageCursor(token: text) == nil)
    }

    @Test(arguments: ["a-0", "a+5", "b007", "a00"])
    func aPlaceHasOneText(text: String) {
        #expect(PageCursor(token: Base64URL.encode(Array(text.utf8))) == nil)
    }

    @Test func mangledTokensAreReadOrRefused() {
        for _ in 0..<2_000 {
            var token = Array(PageCursor.after(Int64.random(in: 0...(.max))).token.utf8)
            token[Int.random(in: 0..<token.count)] = UInt8.random(in: 0x20...0x7E)
            guard let cursor = PageCursor(token: String(decoding: token, as: UTF8.self)) else { continue }
            #expect(PageCursor(token: cursor.token) == cursor)
        }
    }
}
