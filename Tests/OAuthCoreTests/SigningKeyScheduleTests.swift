import JOSE
import OAuthCore
import Testing

@Suite struct SigningKeyScheduleTests {
    private let schedule = SigningKeySchedule(announcement: 660, maximumTokenLifetime: 1000)
    private let start = Timestamp(seconds: 1_800_000_000)

    private func key(_ number: Int64, at time: Timestamp) -> SigningKeyRecord {
        SigningKeyRecord(
            id: SigningKeyID(number: number), algorithm: .rs256, state: .announced, sealedPrivateKey: [],
            publishTime: time,
            longestTokenLifetime: 1000)
    }

    private func firstKeys() -> [SigningKeyRecord] {
        var active = key(1, at: start)
        var announced = key(2, at: start)
        schedule.start(active: &active, announced: &announced)
        return [active, announced]
    }

    @Test func A25_aKeyIsPublishedBeforeItSigns() throws {
        var keys = firstKeys()
        let early = start.adding(seconds: 659)
        #expect(throws: SigningKeySchedule.TooEarly.self) {
            try schedule.rotate(&keys, announcing: key(3, at: early), at: early)
        }
        #expect(keys == firstKeys())
        let late = start.adding(seconds: 660)
        try schedule.rotate(&keys, announcing: key(3, at: late), at: late)
        #expect(keys.map(\.state) == [.retiring, .active, .announced])
    }

    @Test func A25_aKeyStaysUntilItsLastTokenHasExpired() throws {
        var keys = firstKeys()
        let time = start.adding(seconds: 660)
        try schedule.rotate(&keys, announcing: key(3, at: time), at: time)
        #expect(schedule.removeEnded(&keys, at: time.adding(seconds: 1059)).isEmpty)
        #expect(schedule.removeEnded(&keys, at: time.adding(seconds: 1060)) == [SigningKeyID(number: 1)])
        #expect(keys.map(\.state) == [.active, .announced])
    }

    /// Whatever the order of rotations and withdrawals, exactly one key signs and every key that can have live tokens
    /// is published.
    @Test func A25_randomSchedulesKeepTheRules() throws {
        for _ in 0..<200 {
            var keys = firstKeys()
            var now = start
            var signed: [SigningKeyID: Timestamp] = [:]
            var next: Int64 = 3
            for _ in 0..<40 {
                signed[try #require(keys.last { $0.state == .active }).id] = now.adding(seconds: 1000)
                now = now.adding(seconds: Int64.random(in: 1...900))
                if Bool.random() {
                    try? schedule.rotate(&keys, announcing: key(next, at: now), at: now)
                    next += 1
                }
                _ = schedule.removeEnded(&keys, at: now)
                #expect(keys.filter { $0.state == .active }.count == 1)
                #expect(keys.filter { $0.state == .announced }.count == 1)
                for (id, expiry) in signed where expiry > now {
                    #expect(keys.contains { $0.id == id })
                }
            }
        }
    }

    @Test func loweringTheLongestLifetimeShortensNothing() {
        var keys = firstKeys()
        SigningKeySchedule(announcement: 1, maximumTokenLifetime: 10).noteMaximumLifetime(&keys)
        #expect(keys.allSatisfy { $0.longestTokenLifetime == 1000 })
        SigningKeySchedule(announcement: 1, maximumTokenLifetime: 5000).noteMaximumLifetime(&keys)
        #expect(keys.allSatisfy { $0.longestTokenLifetime == 5000 })
    }

    @Test func announcementOutlastsTheAdvertisedCacheAge() {
        for age: Int64 in [1, 5, 59, 60, 300, 86_400] {
            let environment = EnvironmentSettings(issuer: "https://i", keysMaxAge: age)
            #expect(environment.keyAnnouncement > age)
        }
    }
}
