import JOSE
import OAuthCore
import Testing

@Suite struct PageCursorTests {
    @Test func everyPlaceIsReadBack() {
        for number in [0, 1, .max] + (0..<1_000).map({ _ in Int64.random(in: 0...(.max)) }) {
            for cursor in [
                PageCursor.after(number), .before(number), .afterTime(Timestamp(milliseconds: number), 7),
                .beforeTime(Timestamp(milliseconds: 7), number),
            ] {
                #expect(PageCursor(token: cursor.token) == cursor)
            }
        }
    }

    @Test(arguments: [
        "", "a", "a-1", "c1", "1", "a9223372036854775808", "a1 ", "a1x", "A1", "a1.0", "a٣", "t1", "t1.", "t.1",
        "t1.2.3", "u-1.2",
    ])
    func nothingElseIsAPlace(text: String) {
        #expect(PageCursor(token: Base64URL.encode(Array(text.utf8))) == nil)
        #expect(PageCursor(token: text) == nil)
    }

    @Test(arguments: ["a-0", "a+5", "b007", "a00", "t01.2", "u1.02"])
    func aPlaceHasOneText(text: String) {
        #expect(PageCursor(token: Base64URL.encode(Array(text.utf8))) == nil)
    }

    @Test func aPlaceInOneKindOfListIsNoneInTheOther() throws {
        let (byID, byTime) = (PageCursor.after(1), PageCursor.afterTime(Timestamp(milliseconds: 1), 1))
        #expect(try PageRequest(token: byID.token).cursor == byID)
        #expect(try PageRequest(token: byTime.token, isByTime: true).cursor == byTime)
        #expect(throws: InvalidFields.self) { try PageRequest(token: byTime.token) }
        #expect(throws: InvalidFields.self) { try PageRequest(token: byID.token, isByTime: true) }
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
