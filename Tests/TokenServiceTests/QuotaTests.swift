import OAuthCore
import Testing

@testable import TokenService

@Suite struct QuotaTests {
    private let start: Int64 = 1_800_000_000_000
    private let client = QuotaSubject.client(ClientID(kind: .organization, number: 1))
    private let organization = QuotaSubject.organization(OrganizationID(number: 1))

    private func quota(_ tokens: Int64, _ period: Int64, _ mode: TokenQuota.Mode = .enforce) throws -> TokenQuota {
        try #require(TokenQuota(tokens: tokens, period: period, mode: mode))
    }

    /// However requests are spread: no period holds more than the quota, any stretch of its length no more than twice.
    @Test func A29_noPeriodHoldsMoreThanTheQuota() throws {
        for _ in 0..<100 {
            let quota = try quota(.random(in: 1...12), .random(in: 1...20))
            let counter = QuotaCounter()
            var granted: [Int64] = []
            var now = start
            var refused = 0
            for _ in 0..<500 {
                now += .random(in: 0...(quota.period * 300))
                let use = try #require(counter.take([(client, quota)], at: Timestamp(milliseconds: now)).first)
                if use.isRefusal { refused += 1 } else { granted.append(now) }
            }
            let length = quota.period * 1000
            for from in granted {
                let count = granted.count { $0 >= from && $0 < from + length }
                #expect(count <= quota.tokens * 2)
            }
            // The periods follow from the grants alone: each begins with the first one after the last has ended.
            var (periodStart, count) = (Int64.min, Int64(0))
            for time in granted {
                if time >= periodStart + length { (periodStart, count) = (time, 0) }
                count += 1
                #expect(count <= quota.tokens)
            }
            #expect(granted.count + refused == 500)
        }
    }

    /// What the headers promise holds: `remaining` more tokens now and not one more, and again after `reset`.
    @Test func A29_whatIsToldOfAQuotaIsTrue() throws {
        for _ in 0..<200 {
            let quota = try quota(.random(in: 1...20), .random(in: 1...100))
            let counter = QuotaCounter()
            var now = start
            for _ in 0..<Int.random(in: 1...40) {
                now += .random(in: 0...3000)
                _ = counter.take([(client, quota)], at: Timestamp(milliseconds: now))
            }
            let told = try #require(counter.take([(client, quota)], at: Timestamp(milliseconds: now)).first)
            #expect((0...quota.tokens).contains(told.remaining))
            #expect((1...quota.period).contains(told.reset))
            for left in (0..<told.remaining).reversed() {
                let use = try #require(counter.take([(client, quota)], at: Timestamp(milliseconds: now)).first)
                #expect(!use.isRefusal)
                #expect(use.remaining == left)
            }
            let beyond = try #require(counter.take([(client, quota)], at: Timestamp(milliseconds: now)).first)
            #expect(beyond.isRefusal)
            let later = Timestamp(milliseconds: now).adding(seconds: beyond.reset)
            let again = try #require(counter.take([(client, quota)], at: later).first)
            #expect(!again.isRefusal)
            #expect(again.remaining == quota.tokens - 1)
            #expect(again.reset == quota.period)
        }
    }

    @Test func aRefusalChargesNoOtherQuota() throws {
        let (own, shared) = (try quota(2, 60), try quota(3, 60))
        let counter = QuotaCounter()
        let both = [(client, own), (organization, shared)]
        let now = Timestamp(milliseconds: start)
        for _ in 0..<10 { _ = counter.take(both, at: now) }
        let other = QuotaSubject.client(ClientID(kind: .organization, number: 2))
        let uses = counter.take([(other, own), (organization, shared)], at: now)
        #expect(uses.map(\.isRefusal) == [false, false])
        #expect(uses.map(\.remaining) == [1, 0])
        let beyond = counter.take([(other, own), (organization, shared)], at: now)
        #expect(beyond.map(\.isRefusal) == [false, true])
        #expect(beyond.map(\.remaining) == [1, 0])
    }

    @Test func A29_aCrossingIsNotedOnceAPeriodInBothModes() throws {
        for mode in TokenQuota.Mode.allCases {
            let quota = try quota(3, 60, mode)
            let counter = QuotaCounter()
            for period: Int64 in 0..<5 {
                let now = Timestamp(milliseconds: start + period * 60_000)
                let uses = (0..<10).flatMap { _ in counter.take([(client, quota)], at: now) }
                #expect(uses.map(\.isBeyond) == [Bool](repeating: false, count: 3) + [Bool](repeating: true, count: 7))
                #expect(uses.count { $0.isFirstBeyond } == 1)
                #expect(uses.count { $0.isRefusal } == (mode == .enforce ? 7 : 0))
                #expect(uses.allSatisfy { $0.remaining >= 0 })
            }
        }
    }

    @Test func aChangedQuotaIsInForceAtOnce() throws {
        let counter = QuotaCounter()
        let now = Timestamp(milliseconds: start)
        for _ in 0..<5 { _ = counter.take([(client, try quota(5, 600))], at: now) }
        #expect(counter.take([(client, try quota(6, 600))], at: now).first?.isRefusal == false)
        #expect(counter.take([(client, try quota(2, 600))], at: now).first?.isRefusal == true)
        let shorter = counter.take([(client, try quota(2, 10))], at: now.adding(seconds: 10))
        #expect(shorter.first?.isRefusal == false)
    }

    @Test func aClockThatIsSetBackMakesNoPeriodLonger() throws {
        let quota = try quota(1, 60)
        let counter = QuotaCounter()
        _ = counter.take([(client, quota)], at: Timestamp(milliseconds: start))
        let before = Timestamp(milliseconds: start).adding(seconds: -86_400)
        let refused = try #require(counter.take([(client, quota)], at: before).first)
        #expect(refused.isRefusal)
        #expect(refused.reset == 60)
        #expect(counter.take([(client, quota)], at: before.adding(seconds: 60)).first?.isRefusal == false)
    }

    @Test func A29_memoryOfQuotasIsBounded() throws {
        let quota = try quota(1, 60)
        let counter = QuotaCounter(capacity: 500)
        for number: Int64 in 1...20_000 {
            let subject = QuotaSubject.client(ClientID(kind: .organization, number: number))
            _ = counter.take([(subject, quota)], at: Timestamp(milliseconds: start))
        }
        #expect(counter.count <= 500)
        // Those who came last are still held to it.
        let last = QuotaSubject.client(ClientID(kind: .organization, number: 19_900))
        #expect(counter.take([(last, quota)], at: Timestamp(milliseconds: start)).first?.isRefusal == true)
    }

    /// A million clients fit in memory: what only some have is behind one reference.
    @Test func aClientWithoutRestrictionsIsSmall() {
        #expect(MemoryLayout<ClientRecord>.size <= 64)
    }
}
