import OAuthCore
import Testing

@testable import TokenService

@Suite struct GuessThrottleTests {
    private let now = Timestamp(seconds: 1_800_000_000)
    private let victim = ClientID(kind: .organization, number: 42)
    private let home = AddressGroup("198.51.100.7")

    @Test func A5_manyAddressesDoNotLockAClientOut() {
        let throttle = GuessThrottle(burst: 3)
        for index in 0..<50_000 {
            let group = AddressGroup("10.\(index >> 16).\(index >> 8 & 255).\(index & 255)")
            for _ in 0..<4 { throttle.noteFailure(client: victim, group: group, at: now) }
        }
        #expect(throttle.wait(client: victim, group: AddressGroup("10.0.0.1"), at: now) > 0)
        #expect(throttle.wait(client: victim, group: home, at: now) == 0)
    }

    @Test func A5_anIPv6NetworkIsOneGuesser() {
        let throttle = GuessThrottle(burst: 3)
        for index in 0..<3 {
            throttle.noteFailure(client: victim, group: AddressGroup("2001:db8:0:1::\(index)"), at: now)
        }
        #expect(throttle.wait(client: victim, group: AddressGroup("2001:db8:0:1:ffff::1"), at: now) > 0)
        #expect(throttle.wait(client: victim, group: AddressGroup("2001:db8:0:2::1"), at: now) == 0)
    }

    @Test func A5_memoryIsBoundedUnderAMillionIDs() {
        let throttle = GuessThrottle(burst: 3)
        for number: Int64 in 1...1_000_000 {
            let group = AddressGroup.ipv4(UInt32(truncatingIfNeeded: number &* 2_654_435_761))
            throttle.noteFailure(client: ClientID(kind: .organization, number: number), group: group, at: now)
        }
        #expect(throttle.count <= 200_000)
        #expect(throttle.wait(client: victim, group: home, at: now) == 0)
    }

    @Test func A5_whatIsNoClientIDCountsAsOneClient() {
        let throttle = GuessThrottle(burst: 3)
        for _ in 0..<3 { throttle.noteFailure(client: nil, group: home, at: now) }
        #expect(throttle.wait(client: nil, group: home, at: now) > 0)
        #expect(throttle.wait(client: victim, group: home, at: now) == 0)
    }

    @Test func A5_aRightSecretIsRememberedForADayForThatAddressAndClient() {
        let throttle = GuessThrottle(burst: 3)
        #expect(!throttle.isProven(client: victim, group: home, at: now))
        throttle.noteSuccess(client: victim, group: home, at: now)
        #expect(throttle.isProven(client: victim, group: home, at: now))
        #expect(throttle.isProven(client: victim, group: home, at: now.adding(seconds: 24 * 3600)))
        #expect(!throttle.isProven(client: victim, group: home, at: now.adding(seconds: 26 * 3600)))
        #expect(!throttle.isProven(client: victim, group: AddressGroup("198.51.100.8"), at: now))
        #expect(!throttle.isProven(client: ClientID(kind: .organization, number: 43), group: home, at: now))
        #expect(!throttle.isProven(client: nil, group: home, at: now))
    }

    /// Neither who has guessed nor who shares its address is shut out until the clock has made up for the step.
    @Test(arguments: [2, 3600, 86_400, 86_400 * 365] as [Int64])
    func A5_aClockThatIsSetBackLocksNobodyOut(seconds: Int64) {
        let throttle = GuessThrottle(burst: 3)
        for _ in 0..<3 { throttle.noteFailure(client: victim, group: home, at: now) }
        #expect((1...10).contains(throttle.wait(client: victim, group: home, at: now)))
        let before = now.adding(seconds: -seconds)
        #expect((1...11).contains(throttle.wait(client: victim, group: home, at: before)))
        #expect(throttle.wait(client: victim, group: home, at: before.adding(seconds: 11)) == 0)
    }

    @Test func A5_aRightSecretIsRememberedThoughTheClockIsSetBack() {
        let throttle = GuessThrottle(burst: 3)
        throttle.noteSuccess(client: victim, group: home, at: now)
        #expect(throttle.isProven(client: victim, group: home, at: now.adding(seconds: -3600)))
        #expect(throttle.isProven(client: victim, group: home, at: now.adding(seconds: -23 * 3600)))
        #expect(!throttle.isProven(client: victim, group: home, at: now.adding(seconds: -26 * 3600)))
    }
}
