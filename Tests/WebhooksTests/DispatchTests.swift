import Logging
import OAuthCore
import SQLiteStore
import Stores
import Synchronization
import Testing

@testable import Webhooks

@Suite struct DispatchTests {
    @Test func aDeliveryThatFailsIsTriedAsScheduledAndThenGivenUp() async throws {
        let bench = try Workbench(settings: DispatchSettings(schedule: RetrySchedule(seconds: [10, 100]))) { _ in
            WebhookAnswer(status: 500)
        }
        let webhook = try await bench.add()
        try await bench.record(Sample.event())
        try await bench.step()
        var delivery = try #require(try await bench.delivery(webhook))
        #expect(delivery.status == .pending && delivery.attempts == 1 && delivery.responseStatus == 500)
        bench.clock.advance(seconds: 9)
        try await bench.step()
        #expect(bench.transport.requests.count == 1)
        bench.clock.advance(seconds: 3)
        try await bench.step()
        #expect(bench.transport.requests.count == 2)
        bench.clock.advance(seconds: 121)
        try await bench.step()
        delivery = try #require(try await bench.delivery(webhook))
        #expect(delivery.status == .failed && delivery.attempts == 3 && delivery.nextAttemptTime == nil)
        #expect(Set(bench.transport.requests.map { $0.headers[WebhookHeaders.id] }).count == 1)
        bench.clock.advance(seconds: 1_000_000)
        try await bench.step()
        #expect(bench.transport.requests.count == 3)
    }

    @Test func aReceiverThatAsksForTimeGetsIt() async throws {
        let bench = try Workbench { _ in WebhookAnswer(status: 429, retryAfter: "1000") }
        let webhook = try await bench.add()
        try await bench.record(Sample.event())
        try await bench.step()
        #expect(try await bench.delivery(webhook)?.nextAttemptTime == Sample.time.adding(seconds: 1000))
    }

    @Test func aReceiverThatIsGoneIsDisabledAtOnceAndItIsRecorded() async throws {
        let bench = try Workbench { _ in WebhookAnswer(status: 410) }
        let webhook = try await bench.add()
        try await bench.record(Sample.event())
        try await bench.step()
        #expect(try await bench.delivery(webhook)?.status == .failed)
        #expect(try await bench.store.webhook(webhook.id)?.status == .disabled)
        #expect(try await bench.store.auditEvents(PageRequest()).items.last?.action == .webhookDisabled)
    }

    @Test func anEndpointThatOnlyFailsIsDisabledAfterAWhile() async throws {
        let isUp = Mutex(false)
        let settings = DispatchSettings(
            schedule: RetrySchedule(seconds: Array(repeating: 50, count: 20)), disableAfter: 100)
        let bench = try Workbench(settings: settings) { _ in
            guard isUp.withLock({ $0 }) else { throw WebhookFault.unreachable("Connection refused") }
            return WebhookAnswer(status: 204)
        }
        let webhook = try await bench.add()
        try await bench.record(Sample.event())
        for _ in 1...2 {
            try await bench.step()
            bench.clock.advance(seconds: 61)
        }
        #expect(try await bench.store.webhook(webhook.id)?.status == .active)
        // One success begins a new count.
        isUp.withLock { $0 = true }
        try await bench.step()
        #expect(try await bench.store.webhook(webhook.id)?.failingSince == nil)
        isUp.withLock { $0 = false }
        try await bench.record(Sample.event())
        for _ in 1...3 {
            #expect(try await bench.store.webhook(webhook.id)?.status == .active)
            try await bench.step()
            bench.clock.advance(seconds: 61)
        }
        #expect(try await bench.store.webhook(webhook.id)?.status == .disabled)
    }

    @Test func aCancelledAttemptIsNotCountedAndDueAtOnce() async throws {
        let bench = try Workbench { _ in throw CancellationError() }
        let webhook = try await bench.add()
        try await bench.record(Sample.event())
        try await bench.step()
        let delivery = try #require(try await bench.delivery(webhook))
        #expect(delivery.attempts == 0 && delivery.nextAttemptTime == bench.clock.now() && delivery.error == nil)
    }

    @Test func withoutWebhooksTheCursorIsHardlyEverWritten() async throws {
        let bench = try Workbench()
        var follower = try await AuditLogFollower(store: bench.store, clock: bench.clock)
        for _ in 1...5 {
            try await bench.record(Sample.event())
            try await follower.follow()
        }
        #expect(try await bench.store.webhookCursor().sequence == 0)
        // What happened before an endpoint was made is not sent to it.
        let webhook = try await bench.add()
        try await follower.follow()
        #expect(try await bench.store.webhookCursor().sequence == 6)
        try await bench.record(Sample.event(.clientDeleted))
        try await bench.step()
        let all = try await bench.store.deliveries(to: webhook.id, status: nil, PageRequest()).items
        #expect(all.map(\.eventType) == [.clientDeleted])
    }

    @Test func severalFollowersMakeEachDeliveryOnce() async throws {
        let bench = try Workbench()
        let webhook = try await bench.add()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...4 {
                group.addTask {
                    var follower = try await AuditLogFollower(store: bench.store, clock: bench.clock)
                    for _ in 1...10 {
                        try await bench.record(Sample.event())
                        try await follower.follow()
                    }
                }
            }
            try await group.waitForAll()
        }
        let page = try await bench.store.deliveries(to: webhook.id, status: nil, PageRequest(size: 100))
        #expect(page.totalCount == 40)
        #expect(Set(page.items.map(\.sequence)).count == 40)
    }

    @Test func secretsAboutToExpireAreToldOfOnce() async throws {
        let bench = try Workbench()
        let watch = SecretExpiryWatch(
            store: bench.store, notice: 100, clock: bench.clock, logger: Logger(label: "test"))
        let hash = SecretHash(algorithm: SecretHash.hmacSHA256, bytes: Array(repeating: 1, count: 32))
        let secrets = (1...250).map { index in
            ClientSecret(
                id: SecretID(number: Int64(index)), hash: hash, suffix: "abcd", createTime: Sample.time,
                updateTime: Sample.time, expireTime: Sample.time.adding(seconds: Int64(index)),
                lastUsedTime: Sample.time)
        }
        for secret in secrets {
            let id = ClientID(kind: .environment, number: secret.id.number)
            let client = Client(
                id: id, organizationID: nil, secrets: [secret], createTime: Sample.time, updateTime: Sample.time)
            try await bench.store.insert(client, recording: Sample.event())
        }
        for expected in [99, 99] {
            try await watch.look()
            #expect(try await expiring(bench) == expected)
        }
        bench.clock.advance(seconds: 100)
        try await watch.look()
        #expect(try await expiring(bench) == 199)
    }

    private func expiring(_ bench: Workbench) async throws -> Int {
        try await bench.store.auditEvents(after: 0, limit: 10_000).entries
            .filter { $0.event.action == .secretExpiring }.count
    }
}
