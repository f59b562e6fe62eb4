import OAuthCore
import Testing

@testable import TokenService

@Suite struct RateLimiterTests {
    private let start = Timestamp(seconds: 1_800_000_000)

    @Test func aBurstAndThenARate() {
        let limiter = RateLimiter(.init(burst: 5, perSecond: 2))
        for _ in 0..<5 { #expect(limiter.take("a", at: start) == 0) }
        #expect(limiter.take("a", at: start) == 1)
        #expect(limiter.take("b", at: start) == 0)
        #expect(limiter.take("a", at: Timestamp(milliseconds: start.milliseconds + 500)) == 0)
        #expect(limiter.take("a", at: Timestamp(milliseconds: start.milliseconds + 500)) > 0)
    }

    /// However calls are spread, no window holds more than the burst and what the rate adds.
    @Test func A29_noWindowHoldsMoreThanTheLimit() {
        for _ in 0..<50 {
            let burst = Int64.random(in: 1...10)
            let perSecond = Double(Int.random(in: 1...20))
            let limiter = RateLimiter(.init(burst: burst, perSecond: perSecond))
            var admitted: [Int64] = []
            var now = start.milliseconds
            for _ in 0..<400 {
                now += Int64.random(in: 0...60)
                if limiter.take("k", at: Timestamp(milliseconds: now)) == 0 { admitted.append(now) }
            }
            for (index, from) in admitted.enumerated() {
                for (offset, to) in admitted[index...].enumerated() {
                    let allowed = Double(burst) + Double(to - from) / (1000 / perSecond).rounded(.down)
                    #expect(Double(offset + 1) <= allowed + 1)
                }
            }
        }
    }

    @Test func A29_memoryIsBounded() {
        let limiter = RateLimiter(.init(burst: 1, perSecond: 0.001))
        for index in 0..<100_200 { limiter.note("k\(index)", at: start) }
        #expect(limiter.count <= 100_000)
    }
}
