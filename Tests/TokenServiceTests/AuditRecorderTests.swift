import JOSE
import Logging
import OAuthCore
import Stores
import Testing

@testable import TokenService

@Suite("What the token endpoint leaves behind")
struct AuditRecorderTests {
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private func event(_ subject: String, at time: Timestamp) -> AuditEvent {
        AuditEvent(time: time, action: .tokenIssued, actor: Actor(name: "a"), subject: subject)
    }

    @Test("is kept while the store fails, in its order, and written later")
    func failingStore() async {
        let store = FailingStore()
        let clock = ManualClock()
        let recorder = AuditRecorder(store: store, clock: clock, logger: logger)
        store.set(fails: true)
        for number in 0..<3 {
            recorder.note(event("\(number)", at: clock.now()))
            await recorder.flush()
        }
        #expect(store.events.isEmpty && recorder.dropped == 0)
        store.set(fails: false)
        recorder.note(event("3", at: clock.now()))
        await recorder.flush()
        #expect(store.events.map(\.subject) == ["0", "1", "2", "3"])
        await recorder.flush()
        #expect(store.events.count == 4)
    }

    @Test("is bounded in memory, and what is dropped is counted")
    func bounded() async {
        let store = FailingStore()
        let clock = ManualClock()
        let recorder = AuditRecorder(store: store, clock: clock, logger: logger)
        store.set(fails: true)
        let one = event("x", at: clock.now())
        for _ in 0..<(AuditRecorder.capacity + 5) { recorder.note(one) }
        #expect(recorder.dropped == 5)
        await recorder.flush()
        recorder.note(one)
        #expect(recorder.dropped == 6)
        store.set(fails: false)
        await recorder.flush()
        #expect(store.events.count == AuditRecorder.capacity)
    }

    @Test("counts tokens by client and hour, and loses none while the store fails")
    func counter() async {
        let store = FailingStore()
        let counter = TokenCounter(store: store, logger: logger)
        let client = ClientID(kind: .organization, number: 1)
        let hour = Timestamp(seconds: 3600 * 500_000)
        store.set(fails: true)
        for second in [3599, 0, 100] as [Int64] {
            let time = hour.adding(seconds: second)
            counter.note(client, issueTime: time, expireTime: time.adding(seconds: 60))
            await counter.flush()
        }
        let next = hour.adding(seconds: 3600)
        counter.note(client, issueTime: next, expireTime: next.adding(seconds: 60))
        store.set(fails: false)
        await counter.flush()
        let counts = store.counts.sorted { $0.hour < $1.hour }
        #expect(
            counts == [
                TokenCount(
                    clientID: client, hour: 500_000, issued: 3, lastIssueTime: hour.adding(seconds: 3599),
                    latestExpireTime: hour.adding(seconds: 3659)),
                TokenCount(
                    clientID: client, hour: 500_001, issued: 1, lastIssueTime: next,
                    latestExpireTime: next.adding(seconds: 60)),
            ])
        await counter.flush()
        #expect(store.counts.count == 2)
    }

    @Test("are counts of all tokens, and failures under the client's id only if there is such a client")
    func endpoint() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register(lifetime: 600)
        for _ in 0..<3 { _ = try await bench.ask(client) }
        _ = try await bench.ask(client, secret: "wrong")
        _ = try await bench.ask("grant_type=client_credentials&client_id=hunter2&client_secret=x")
        _ = try await bench.ask("grant_type=client_credentials&client_id=m2morg_77&client_secret=x")
        _ = try await bench.ask(client, more: "&scope=nothing")
        await bench.counter.flush()
        await bench.audit.flush()
        let counts = try await bench.store.tokenCounts(of: client.id)
        #expect(counts.map(\.issued) == [3])
        #expect(counts.first?.latestExpireTime == bench.clock.now().adding(seconds: 600))
        var filter = AuditFilter()
        filter.actions = [.clientAuthenticationFailed, .tokenIssued]
        let found = try await bench.store.auditEvents(PageRequest(), matching: filter, order: .oldestFirst)
        let events = found.items.map(\.event).sorted { $0.subject < $1.subject }
        #expect(events.map(\.subject) == [client.id.description, "unknown"])
        #expect(events.map { $0.details["reason"] } == ["wrong_secret", "unknown_client"])
        #expect(events.map { $0.details["count"] } == [1, 2])
        #expect(events.allSatisfy { $0.actor.address == "192.0.2.1" && $0.actor.requestID == "req_1" })
        #expect(!"\(events)".contains("hunter2") && !"\(events)".contains("m2morg_77"))
    }

    @Test("is every token's jti where that is wanted")
    func issues() async throws {
        let bench = try await Workbench(recordsIssues: true)
        defer { bench.remove() }
        let client = try await bench.register()
        let answer = try await bench.ask(client, more: "&scope=read")
        await bench.audit.flush()
        var filter = AuditFilter()
        filter.actions = [.tokenIssued]
        let page = try await bench.store.auditEvents(PageRequest(), matching: filter, order: .oldestFirst)
        let event = try #require(page.items.first?.event)
        #expect(page.items.count == 1)
        #expect(event.subject == (try answer.claims["jti"]?.string))
        #expect(event.details["scope"] == "read")
        #expect(event.clientID == client.id && event.organizationID == client.organizationID)
    }
}
