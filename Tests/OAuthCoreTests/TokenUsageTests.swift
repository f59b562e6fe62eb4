import OAuthCore
import Testing

@Suite("The usage of tokens")
struct TokenUsageTests {
    private let client = ClientID(kind: .organization, number: 1)
    /// Half past the hour 1000.
    private let now = Timestamp(seconds: 1000 * 3600 + 1800)

    private func count(_ hour: Int64, _ issued: Int64, expiresIn seconds: Int64) -> TokenCount {
        TokenCount(
            clientID: client, hour: hour, issued: issued, lastIssueTime: Timestamp(seconds: hour * 3600),
            latestExpireTime: now.adding(seconds: seconds))
    }

    @Test("counts whole hours, at least as many as were issued in the time")
    func windows() {
        let usage = TokenUsage(
            [
                count(1000 - 169, 1000, expiresIn: -1), count(1000 - 168, 500, expiresIn: -1),
                count(1000 - 24, 50, expiresIn: -1), count(999, 5, expiresIn: 0), count(1000, 1, expiresIn: 60),
            ], at: now)
        #expect(usage.lastHour == 6)
        #expect(usage.lastDay == 56)
        #expect(usage.lastWeek == 556)
        #expect(usage.lastIssueTime == Timestamp(seconds: 3_600_000))
    }

    @Test("takes every token of an hour for alive until the last one has expired")
    func alive() {
        let usage = TokenUsage(
            [count(998, 7, expiresIn: 0), count(999, 5, expiresIn: 90), count(1000, 1, expiresIn: 60)], at: now)
        #expect(usage.mayBeAlive == 6)
        #expect(usage.lastExpireTime == now.adding(seconds: 90))
        let none = TokenUsage([], at: now)
        #expect(none.mayBeAlive == 0 && none.lastExpireTime == nil && none.lastIssueTime == nil)
    }
}
