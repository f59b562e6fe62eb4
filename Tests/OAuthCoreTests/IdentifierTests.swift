import OAuthCore
import Testing

@Suite struct IdentifierTests {
    @Test(arguments: ["m2morg_1", "skc_9223372036854775807", "m2morg_123456789"])
    func aClientIDHasOneText(text: String) throws {
        #expect(try #require(ClientID(text)).description == text)
    }

    @Test(arguments: [
        "", "m2morg_", "m2morg_0", "m2morg_01", "m2morg_-1", "m2morg_1 ", "m2morg_9223372036854775808", "skc_1x",
        "org_1", "M2MORG_1",
        "m2morg_١", "m2morg_99999999999999999999999999",
    ])
    func A13_nothingElseIsAClientID(text: String) {
        #expect(ClientID(text) == nil)
    }

    @Test func numbersGrowEvenWhenTheClockStandsStill() {
        let generator = IdentifierGenerator(clock: ManualClock(Timestamp(seconds: 1_800_000_000)))
        let numbers = (0..<10_000).map { _ in generator.next() }
        #expect(numbers == numbers.sorted())
        #expect(Set(numbers).count == numbers.count)
        #expect(numbers.allSatisfy { OrganizationID(number: $0).description.utf8.count <= 32 })
    }

    @Test func numbersFollowTime() {
        let clock = ManualClock(Timestamp(seconds: 1_800_000_000))
        let early = IdentifierGenerator(clock: clock).next()
        clock.advance(seconds: 1)
        #expect(IdentifierGenerator(clock: clock).next() > early)
    }
}
