import GRDB
import OAuthCore
import StoredRows
import Stores
import Synchronization
import Testing

@testable import SQLiteStore

@Suite("No query")
struct QueryPlanTests {
    @Test("reads a whole table of clients, secrets or events, or sorts one")
    func plans() async throws {
        let directory = try TemporaryStore()
        let store = try directory.open()
        try await store.insert(Example.organization, recording: Example.event)
        let client = Example.client(1, of: Example.organization.id)
        let statements = Statements()
        try await store.pool.writeWithoutTransaction { db in
            db.trace { event in statements.list.withLock { $0.append(event.expandedDescription) } }
        }

        try await followWebhooks(store)
        try await store.insert(client, recording: Example.event)
        try await store.record([
            SecretUse(secretID: SecretID(number: 1), clientID: client.id, time: Example.time, address: "::1")
        ])
        _ = try await store.updateClient(client.id, of: client.organizationID) {
            $0.secrets = Example.client(2).secrets
            return Example.event
        }
        _ = try await store.deleteClient(client.id, of: client.organizationID, recording: Example.event)
        _ = try await store.updateOrganization(Example.organization.id) { _ in Example.event }
        _ = try await store.deleteOrganization(Example.organization.id, recording: Example.event)
        try await store.add([
            TokenCount(
                clientID: client.id, hour: 1, issued: 1, lastIssueTime: Example.time, latestExpireTime: Example.time)
        ])
        _ = try await store.removeTokenCounts(before: 2, expiredAt: Example.time, limit: 5)
        _ = try await store.pruneAuditEvents(before: Example.time.adding(seconds: 1), limit: 2) { _ in Example.event }
        try await store.pool.writeWithoutTransaction { db in
            _ = try ClientRow.clients(after: 0, limit: 10, db)
            let rows = [ClientRow(client), ClientRow(Example.client(2))]
            _ = try ClientRow.clients(rows, db)
            let list = StoredList<ClientRow>(where: "organization_id IS ?", [5])
            let cursors = [PageCursor.after(1), .before(1)]
            for request in try cursors.map({ try PageRequest(token: $0.token) }) {
                _ = try list.page(request, in: db, totalCount: 0) { $0.map(\.client) }
                for filter in Self.filters {
                    for order in ListOrder.allCases {
                        _ = try filter.list.page(request, order, in: db, totalCount: 0) { $0.map(\.record) }
                    }
                    _ = try filter.list.count(db, limit: 10)
                }
            }
            for kinds: Set<ClientID.Kind> in [[.organization], [.organization, .environment]] {
                for (unused, expiring) in [
                    (nil, nil), (Example.time, nil), (nil, Example.time), (Example.time, Example.time),
                ] {
                    let filter = SecretFilter(
                        kinds: kinds, time: Example.time, unusedSince: unused, expiringBy: expiring)
                    for cursor in [PageCursor.afterTime(Example.time, 1), .beforeTime(Example.time, 1)] {
                        let request = try PageRequest(token: cursor.token, isByTime: true)
                        _ = try SecretList(filter).page(request, in: db)
                    }
                }
            }
            _ = try ListSize.clients(nil).read(db)
            _ = try OrganizationRow.fetch(db, "WHERE external_id = ?", ["a"])
            db.trace(nil)
        }

        let traced = statements.list.withLock { $0 }
        let queries = Set(traced).filter { sql in
            ["SELECT", "UPDATE", "DELETE", "INSERT"].contains { sql.hasPrefix($0) }
        }
        #expect(queries.count > 15)
        for sql in queries {
            let steps = try await store.pool.read { db in
                try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)").map { $0["detail"] as String }
            }
            for step in steps where step.hasPrefix("SCAN") || step.contains("TEMP B-TREE") {
                // A walk along the log that ends after a page, or a count that ends at its limit.
                let isLog = step.hasPrefix("SCAN audit_events") && sql.contains("LIMIT")
                let isCount = ["SCAN (subquery-1)", "SCAN matches"].contains(step) && sql.contains("LIMIT")
                let isBounded =
                    isLog || isCount
                    // The table of webhooks is small.
                    || step == "SCAN webhooks" || step.contains("USING COVERING INDEX webhook_deliveries_waiting")
                #expect(isBounded, "\(step) in \(sql)")
            }
        }
    }

    /// One filter for each thing that can be asked for.
    private static var filters: [AuditFilter] {
        let changes: [(inout AuditFilter) -> Void] = [
            { $0.actor = "a" }, { $0.subject = "a" }, { $0.requestID = "a" }, { $0.actions = [.secretCreated] },
            { $0.clientID = Example.client(1).id }, { $0.organizationID = Example.organization.id },
            { $0.since = Example.time }, { $0.afterSequence = 3 }, { $0.actions = AuditFilter.actions("secret.") },
            {
                $0.clientID = Example.client(1).id
                $0.actions = AuditFilter.actions("secret.")
                $0.since = Example.time
            },
        ]
        return [AuditFilter()]
            + changes.map { change in
                var filter = AuditFilter()
                change(&filter)
                return filter
            }
    }

    /// Everything that the dispatcher of webhooks does all the time.
    private func followWebhooks(_ store: SQLiteStore) async throws {
        try await store.insert(Example.webhook, recording: Example.event)
        let start = try await store.webhookCursor().sequence
        let part = try await store.auditEvents(after: start, limit: 10)
        #expect(try await store.enqueueDeliveries(of: part, at: Example.time))
        let claimed = try await store.claimDeliveries(
            dueAt: Example.time, lease: Example.time, limit: 8, besides: [])
        for claim in claimed { try await store.record(claim.delivery) }
        _ = try await store.deliveryQueue()
        _ = try await store.removeDeliveries(before: Example.time, limit: 10)
        _ = try await store.deliveries(to: Example.webhook.id, status: .pending, PageRequest())
        let expiring = try await store.expiringSecrets(from: Example.time, before: Example.time, limit: 10)
        try await store.noteExpiringSecrets(expiring) { _ in Example.event }
    }

    private final class Statements: Sendable {
        let list = Mutex<[String]>([])
    }
}
