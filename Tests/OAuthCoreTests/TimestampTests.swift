import Foundation
import OAuthCore
import Testing

@Suite struct TimestampTests {
    @Test func agreesWithFoundationAtManyMoments() {
        let formatter = ISO8601DateFormatter()
        formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
        formatter.timeZone = TimeZone(identifier: "UTC")
        for _ in 0..<2_000 {
            let time = Timestamp(milliseconds: Int64.random(in: -2_000_000_000_000...4_000_000_000_000))
            let date = Date(timeIntervalSince1970: Double(time.milliseconds) / 1000)
            #expect(time.description == formatter.string(from: date))
            #expect(Timestamp(rfc3339: time.description) == time)
        }
    }

    @Test func readsOffsetsAndFractions() {
        let noon = Timestamp(seconds: 1_795_521_600)
        for text in [
            "2026-11-24T12:00:00Z", "2026-11-24t12:00:00z", "2026-11-24T13:30:00+01:30",
            "2026-11-24T04:00:00.000-08:00",
            "2026-11-24T12:00:00.000000999Z",
        ] {
            #expect(Timestamp(rfc3339: text) == noon, "\(text)")
        }
    }

    @Test(arguments: [
        "", "2026-11-24", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-24T24:00:00Z", "2026-11-24T12:00:00",
        "2026-11-24T12:00Z",
        "2026-11-24T12:00:00.Z", "2026-11-24T12:00:00Zx", "2026-11-31T00:00:00Z", "2026-00-10T00:00:00Z",
    ])
    func refusesWhatIsNoMoment(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test func secondsAreFloored() {
        #expect(Timestamp(milliseconds: 1_999).seconds == 1)
        #expect(Timestamp(milliseconds: -1).seconds == -1)
    }
}
