import JOSE
import Logging
import OAuthCore
import Stores
import Testing

@testable import TokenService

@Suite("The retention")
struct AuditRetentionTests {
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private func retention(_ bench: Workbench, days: Int64?) -> AuditRetention {
        AuditRetention(store: bench.store, age: days.map { $0 * 86_400 }, clock: bench.clock, logger: logger)
    }

    private func sequences(_ bench: Workbench) async throws -> [Int64] {
        try await bench.store.auditEvents(PageRequest(size: 100), matching: AuditFilter(), order: .oldestFirst)
            .items.map(\.sequence)
    }

    @Test("removes what is old enough in batches, says so, and leaves an intact log")
    func events() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let old = (0..<(2 * AuditRetention.batch + 10)).map { _ in bench.event(.clientUpdated) }
        try await bench.store.append(old)
        bench.clock.advance(seconds: 11 * 86_400)
        try await bench.store.append([bench.event(.clientUpdated)])
        try await retention(bench, days: 20).apply()
        #expect(try await sequences(bench).first == 1)
        try await retention(bench, days: 10).apply()
        // Two signing keys were there before.
        #expect(try await sequences(bench).count == 4)
        let newest = try await bench.store.auditEvents(
            PageRequest(size: 3), matching: AuditFilter(), order: .newestFirst)
        #expect(newest.items.map(\.event.action) == [.auditPruned, .auditPruned, .auditPruned])
        #expect(newest.items[0].event.details["last_sequence"] == .integer(Int64(old.count) + 2))
        #expect(try await bench.store.verifyAuditLog().fault == nil)
        try await retention(bench, days: 10).apply()
        #expect(try await sequences(bench).count == 4)
    }

    @Test("keeps events for ever where that is wanted, and counts as long as they can matter")
    func counts() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = ClientID(kind: .organization, number: 1)
        let start = bench.clock.now()
        let hour = TokenCount.hour(of: start)
        try await bench.store.add([
            TokenCount(
                clientID: client, hour: hour, issued: 1, lastIssueTime: start,
                latestExpireTime: start.adding(seconds: 60 * 86_400)),
            TokenCount(clientID: client, hour: hour + 1, issued: 1, lastIssueTime: start, latestExpireTime: start),
        ])
        for (days, kept) in [(29, 2), (2, 1), (28, 1), (2, 0)] as [(Int64, Int)] {
            bench.clock.advance(seconds: days * 86_400)
            try await retention(bench, days: nil).apply()
            #expect(try await bench.store.tokenCounts(of: client).count == kept)
        }
        #expect(try await sequences(bench).first == 1)
    }
}
