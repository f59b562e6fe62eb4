import OAuthCore
import Testing

@testable import TokenService

@Suite struct RateLimiterTests {
    private let start = Timestamp(seconds: 1_800_000_000)

    @Test func aBurstAndThenARate() {
        let limiter = RateLimiter<String>(.init(burst: 5, perSecond: 2))
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
            let limiter = RateLimiter<String>(.init(burst: burst, perSecond: perSecond))
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

    /// A clock that jumps about holds nobody back for longer than the limit alone does, and a step back lets nothing through.
    @Test func A29_aClockThatIsSetBackShutsNobodyOut() {
        for _ in 0..<100 {
            let burst = Int64.random(in: 1...10)
            let interval = Int64.random(in: 50...10_000)
            let onlyBack = Bool.random()
            let limiter = RateLimiter<String>(.init(burst: burst, perSecond: 1000 / Double(interval)))
            let tolerance: Int64 = 1000
            var (time, shown) = (Int64(0), start.milliseconds)
            var admitted: [Int64] = []
            func pass(_ milliseconds: Int64) {
                time += milliseconds
                shown += milliseconds
            }
            for _ in 0..<300 {
                pass(.random(in: 0...interval))
                if Int.random(in: 0..<10) == 0 {
                    shown += Int64.random(in: -90_000_000...(onlyBack ? 0 : 90_000_000))
                    // Less than the tolerance holds back for that long.
                    shown -= .random(in: 0...(tolerance / 2))
                }
                let wait = limiter.take("k", at: Timestamp(milliseconds: shown))
                guard wait > 0 else {
                    admitted.append(time)
                    continue
                }
                #expect(Int64(wait - 1) * 1000 < interval + tolerance)
                pass(Int64(wait) * 1000)
                #expect(limiter.take("k", at: Timestamp(milliseconds: shown)) == 0, "what the answer promised")
                admitted.append(time)
            }
            guard onlyBack else { continue }
            for (index, from) in admitted.enumerated() {
                for (offset, to) in admitted[index...].enumerated() {
                    #expect(Int64(offset + 1) <= burst + (to - from) / interval + 1)
                }
            }
        }
    }

    /// Callers that read the clock one before the other and come in the other order make time no faster.
    @Test func A29_timesOutOfOrderLetNothingMoreThrough() {
        let limiter = RateLimiter<String>(.init(burst: 5, perSecond: 10))
        var admitted = 0
        for millisecond: Int64 in 0..<10_000 {
            let late = Int64.random(in: 0...min(900, millisecond))
            if limiter.take("k", at: Timestamp(milliseconds: start.milliseconds + millisecond - late)) == 0 {
                admitted += 1
            }
        }
        #expect(admitted <= 106)
    }

    @Test(arguments: [400.0, 3000, 250_000])
    func highRatesAreTold(perSecond: Double) {
        let limiter = RateLimiter<String>(.init(burst: 10, perSecond: perSecond))
        var admitted = 0
        for millisecond: Int64 in 0..<1000 {
            let now = Timestamp(milliseconds: start.milliseconds + millisecond)
            while limiter.take("k", at: now) == 0, Double(admitted) <= perSecond * 2 { admitted += 1 }
        }
        // The clock has milliseconds, and the burst bounds what passes in each.
        #expect(Double(admitted) >= min(perSecond, 10_000) * 0.9)
        #expect(Double(admitted) <= perSecond * 1.1)
    }

    @Test func A5_anIPv6NetworkCountsAsOne() {
        #expect(AddressGroup("2001:db8:1:2::1") == AddressGroup("2001:db8:1:2:ffff::9"))
        #expect(AddressGroup("2001:db8:1:2::1") != AddressGroup("2001:db8:1:3::1"))
        #expect(AddressGroup("192.0.2.1") == AddressGroup("::ffff:192.0.2.1"))
        #expect(AddressGroup("192.0.2.1") != AddressGroup("192.0.2.2"))
        #expect(AddressGroup("::") != AddressGroup("0.0.0.0"))
        #expect(AddressGroup("unknown") == .unknown)
    }

    @Test func A29_memoryIsBounded() {
        let limiter = RateLimiter<String>(.init(burst: 1, perSecond: 0.001))
        for index in 0..<100_200 { limiter.note("k\(index)", at: start) }
        #expect(limiter.count <= 100_000)
    }
}

extension String: LimitKey {
    package init?(limitKey: String) {
        self = limitKey
    }

    package var limitKey: String { self }
}
