import JOSE
import OAuthCore
import Testing

@testable import TokenService

@Suite("Events that repeat")
struct RepeatedEventsTests {
    private let start = Timestamp(seconds: 1_800_000_000)

    private func event(at second: Int64, address: String = "192.0.2.1", subject: String = "m2morg_1") -> AuditEvent {
        AuditEvent(
            time: start.adding(seconds: second), action: .clientAuthenticationFailed,
            actor: Actor(name: "unauthenticated", address: address, requestID: "req_\(second)"), subject: subject)
    }

    private func counts(_ events: [AuditEvent]) -> [Int64] {
        events.compactMap { $0.details["count"]?.integer }
    }

    @Test("are handed out at once the first time, and then once a minute with their number")
    func window() {
        var repeated = RepeatedEvents()
        repeated.note(event(at: 0), reason: "wrong_secret")
        let first = repeated.take(at: start)
        #expect(counts(first) == [1])
        #expect(first[0].details["reason"] == "wrong_secret" && first[0].details["since"] == nil)
        for second in 1...30 as ClosedRange<Int64> { repeated.note(event(at: second), reason: "wrong_secret") }
        #expect(repeated.take(at: start.adding(seconds: 59)).isEmpty)
        let second = repeated.take(at: start.adding(seconds: 60))
        #expect(counts(second) == [30])
        #expect(second[0].actor.requestID == "req_30")
        #expect(second[0].details["since"]?.string == start.adding(seconds: 1).description)
        #expect(second[0].clientID == ClientID(kind: .organization, number: 1))
        #expect(repeated.take(at: start.adding(seconds: 500)).isEmpty)
        repeated.note(event(at: 501), reason: "wrong_secret")
        #expect(counts(repeated.take(at: start.adding(seconds: 501))) == [1])
    }

    @Test("are counted apart by what they are, who, where and why; one network of IPv6 is one place")
    func kinds() {
        var repeated = RepeatedEvents()
        for address in ["192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::2", "2001:db8:1::1"] {
            for subject in ["m2morg_1", "unknown"] {
                for reason in ["wrong_secret", "expired_secret"] {
                    repeated.note(event(at: 0, address: address, subject: subject), reason: reason)
                }
            }
        }
        let events = repeated.take(at: start)
        #expect(events.count == 16)
        #expect(counts(events).reduce(0, +) == 20)
    }

    @Test("A27 are few however many there are, and none is left out of the count")
    func bounded() {
        var repeated = RepeatedEvents()
        var events: [AuditEvent] = []
        for number in 0..<100_000 as Range<Int64> {
            let second = number / 1000
            let address = "10.\(number >> 16).\(number >> 8 & 255).\(number & 255)"
            repeated.note(event(at: second, address: address), reason: "wrong_secret")
            if number % 1000 == 999 { events += repeated.take(at: start.adding(seconds: second)) }
        }
        events += repeated.take(at: start.adding(seconds: 100), isLast: true)
        #expect(events.count <= 3 * (RepeatedEvents.largestNumberOfKinds + 1))
        #expect(counts(events).reduce(0, +) == 100_000)
        #expect(events.contains { $0.subject == RepeatedEvents.several })
    }

    @Test("are all handed out at the end")
    func end() {
        var repeated = RepeatedEvents()
        repeated.note(event(at: 0), reason: "wrong_secret")
        _ = repeated.take(at: start)
        repeated.note(event(at: 1), reason: "wrong_secret")
        #expect(counts(repeated.take(at: start.adding(seconds: 1), isLast: true)) == [1])
    }
}
