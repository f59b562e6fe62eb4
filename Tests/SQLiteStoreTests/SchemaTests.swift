import GRDB
import OAuthCore
import Stores
import Testing

@testable import SQLiteStore

@Suite("The schema")
struct SchemaTests {
    @Test("of a newer release that marks it compatible is worked with, and left as it is")
    func newerCompatible() async throws {
        let directory = try TemporaryStore()
        _ = try directory.open()
        try directory.execute("ALTER TABLE clients ADD COLUMN flavour TEXT NOT NULL DEFAULT 'plain'")
        try directory.execute("CREATE TABLE later (id INTEGER PRIMARY KEY)")
        try directory.execute("INSERT INTO grdb_migrations (identifier) VALUES ('999_flavour')")
        let store = try directory.open()
        try await store.insert(Example.client(1), recording: Example.event)
        #expect(try await store.client(Example.client(1).id) == Example.client(1))
        try directory.execute("UPDATE clients SET flavour = 'sweet'")
        _ = try await store.updateClient(Example.client(1).id, of: nil) {
            $0.name = "changed"
            return Example.event
        }
        let (flavour, migrations) = try await store.pool.read { db in
            (
                try String.fetchOne(db, sql: "SELECT flavour FROM clients"),
                try String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations ORDER BY 1")
            )
        }
        #expect(flavour == "sweet")
        #expect(migrations.first == "001_initial")
        #expect(migrations.last == "999_flavour")
    }

    @Test("of a newer release that shuts this one out is refused, and left as it is")
    func newerIncompatible() throws {
        let directory = try TemporaryStore()
        _ = try directory.open()
        try directory.execute("PRAGMA user_version = \(Schema.generation + 1)")
        let error = #expect(throws: StoreError.self) { try directory.open() }
        #expect(error?.code == .incompatible)
        #expect(error?.reason.contains(directory.path) == true)
        #expect(error?.reason.contains("newer Mintmark") == true)
    }

    @Test(
        "of another program is refused, and its file is left as it is",
        arguments: [
            "CREATE TABLE notes (id INTEGER PRIMARY KEY)", "CREATE TABLE clients (id INTEGER PRIMARY KEY)",
            "PRAGMA application_id = 1",
        ])
    func foreign(_ sql: String) throws {
        let directory = try TemporaryStore()
        try directory.execute(sql)
        let error = #expect(throws: StoreError.self) { try directory.open() }
        #expect(error?.code == .incompatible)
        #expect(error?.reason.contains("another program") == true)
        let queue = try DatabaseQueue(path: directory.path)
        let journal = try queue.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
        #expect(journal == "delete")
    }

    @Test("is made once when several open a new file at the same time")
    func concurrentOpening() async throws {
        for _ in 1...5 {
            let directory = try TemporaryStore()
            let stores = try await withThrowingTaskGroup(of: SQLiteStore.self) { group in
                for _ in 1...4 { group.addTask { try directory.open() } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            for (number, store) in zip(1..., stores) {
                try await store.insert(Example.client(Int64(number)), recording: Example.event)
            }
            #expect(try await stores[0].clients(after: 0, limit: 9).count == 4)
        }
    }

    @Test("keeps the names of its migrations, since they are stored")
    func migrationNames() throws {
        let directory = try TemporaryStore()
        let store = try directory.open()
        let (names, owner, oldest) = try store.pool.read { db in
            (
                try String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations ORDER BY 1"),
                try Int64.fetchOne(db, sql: "PRAGMA application_id"), try Int64.fetchOne(db, sql: "PRAGMA user_version")
            )
        }
        #expect(names == ["001_initial", "002_revocations", "003_audit_chain", "004_token_counts", "005_webhooks", "006_secret_life", "007_client_limits"])
        #expect(owner == 0x4D69_6E74)
        #expect(oldest == 3)
    }
}
