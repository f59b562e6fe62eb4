import OAuthCore
import Testing

@testable import TokenService

@Suite struct RandomBlockTests {
    /// More than many blocks hold, from many tasks at once.
    @Test func noBitsAreGivenAwayTwice() async {
        let random = RandomBlock()
        let drawn = await withTaskGroup(of: [UInt64].self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<500).map { _ in random.draw() }.flatMap { [$0.0, $0.1] } }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(drawn.count == 8000)
        // 64 bits that repeat among 8,000 are not seen in the life of the universe; a block handed out twice is.
        #expect(Set(drawn).count == drawn.count)
        // Every bit is set about half the time: 4,000 with a standard deviation of 45.
        for bit in 0..<64 {
            let count = drawn.count { $0 >> UInt64(bit) & 1 == 1 }
            #expect((3500...4500).contains(count), "bit \(bit)")
        }
    }

    @Test func anIdentifierHoldsEveryBit() {
        #expect(
            String(decoding: TokenID.text(of: (0x0123_4567_89AB_CDEF, 1)), as: UTF8.self)
                == "tkn_fedcba98765432101000000000000000")
        let random = RandomBlock()
        #expect(TokenID.isValid(String(decoding: TokenID.text(of: random.draw()), as: UTF8.self)))
    }
}
