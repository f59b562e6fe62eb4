import OAuthCore
import Stores
import Testing

@testable import SQLiteStore

@Suite("A row that cannot be read")
struct UnreadableRowTests {
    @Test(
        "is an error that names the table, the row and the column, but not the value",
        arguments: [
            ("clients", 1, "scopes", "'[\"hidden\",]'"), ("clients", 1, "scopes", "'{\"hidden\":1}'"),
            ("clients", 1, "scopes", "'[\"hidden\",1]'"), ("clients", 1, "audience", "'hidden'"),
            ("clients", 1, "audience", "''"), ("clients", 1, "custom_claims", "'[{\"key\":\"hidden\"}]'"),
            ("clients", 1, "custom_claims", "'[{\"key\":\"a\",\"key\":\"hidden\"}]'"), ("clients", 1, "name", "x'00'"),
            ("clients", 1, "lifetime", "'hidden'"), ("clients", 1, "lifetime", "1.5"),
            ("client_secrets", 1, "status", "'hidden'"), ("client_secrets", 1, "hash", "'hidden'"),
            ("client_secrets", 1, "expire_time", "'hidden'"), ("organizations", 5, "metadata", "'{\"hidden\":1}'"),
            ("organizations", 5, "metadata", "'[]'"), ("organizations", 5, "slug", "x'00'"),
            ("signing_keys", 9, "algorithm", "'hidden'"), ("signing_keys", 9, "state", "'hidden'"),
            ("audit_events", 1, "action", "'hidden'"), ("audit_events", 1, "details", "'{hidden}'"),
            ("webhooks", 7, "event_types", "'[\"hidden\"]'"), ("webhooks", 7, "status", "'hidden'"),
            ("webhooks", 7, "sealed_secret", "'hidden'"),
        ])
    func unreadable(_ table: String, _ row: Int, _ column: String, _ value: String) async throws {
        let directory = try TemporaryStore()
        let store = try directory.open()
        try await store.insert(Example.organization, recording: Example.event)
        try await store.insert(Example.client(1), recording: Example.event)
        _ = try await store.updateSigningKeys {
            $0 = [Example.key]
            return []
        }
        if table == "audit_events" { try directory.execute("DROP TRIGGER audit_events_are_not_changed") }
        try await store.insert(Example.webhook, recording: Example.event)
        let key = table == "audit_events" ? "sequence" : "id"
        try directory.execute("UPDATE \(table) SET \(column) = \(value) WHERE \(key) = \(row)")
        let error = await #expect(throws: StoreError.self) {
            switch table {
            case "organizations": _ = try await store.organization(Example.organization.id)
            case "signing_keys": _ = try await store.signingKeys()
            case "audit_events": _ = try await store.auditEvents(PageRequest())
            case "webhooks": _ = try await store.webhooks(PageRequest())
            default: _ = try await store.clients(after: 0, limit: 5)
            }
        }
        let reason = error?.reason ?? ""
        #expect(error?.code == .corrupt)
        #expect(reason.contains("row \(row) of the table \(table)"))
        #expect(reason.contains("the column \(column)"))
        #expect(!reason.contains("hidden"))
        #expect(throws: Never.self) { try directory.open() }
    }

    @Test("does not keep others from being read, changed or deleted")
    func others() async throws {
        let directory = try TemporaryStore()
        let store = try directory.open()
        for number in [1, 2] as [Int64] { try await store.insert(Example.client(number), recording: Example.event) }
        try directory.execute("UPDATE clients SET scopes = 'x' WHERE id = 1")
        #expect(try await store.client(Example.client(2).id) == Example.client(2))
        #expect(try await store.deleteClient(Example.client(1).id, of: nil, recording: Example.event))
        #expect(try await store.clients(after: 0, limit: 5) == [Example.client(2)])
    }
}
