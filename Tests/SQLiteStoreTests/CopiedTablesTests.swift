import GRDB
import StoredRows
import Stores
import Testing

@testable import SQLiteStore

@Suite("The tables that a copy of a store knows")
struct CopiedTablesTests {
    @Test("are all that the schema has, with all columns, and their keys are numbers")
    func all() throws {
        let directory = try TemporaryStore()
        let store = try directory.open()
        let (columns, keyTypes) = try store.pool.read { db in
            // Not data: how far the tables are, and numbers that go by StoredCounter.
            let names = try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM sqlite_master WHERE type = 'table'
                    AND name NOT IN ('grdb_migrations', 'sqlite_sequence', 'sqlite_stat1', 'sqlite_stat4')
                    """)
            let columns = try names.map { name in (name, Set(try db.columns(in: name).map(\.name))) }
            let types = try names.flatMap { name in
                let keys = try db.primaryKey(name).columns
                return try db.columns(in: name).filter { keys.contains($0.name) }.map(\.type)
            }
            return (Dictionary(uniqueKeysWithValues: columns), Set(types))
        }
        let known = StoredTable.all.map { ($0.name, Set($0.columns)) }
        #expect(columns == Dictionary(uniqueKeysWithValues: known), "add what is new to StoredTable.all")
        #expect(keyTypes == ["INTEGER"])
    }

    @Test("that give their own numbers are those of the counters")
    func counters() throws {
        let directory = try TemporaryStore()
        let store = try directory.open()
        let numbered = try store.pool.read { db in
            try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'")
        }
        // The audit log gives its numbers by itself.
        let known = StoredCounter.allCases.map(\.table.name) + [StoredTable.auditEvents.name]
        #expect(numbered.sorted() == known.sorted())
    }

    @Test("are known to be those of an older or a newer release")
    func status() throws {
        let directory = try TemporaryStore()
        _ = try directory.open()
        let newest = Schema.generation
        #expect(try SQLiteTableStore.schemaStatus(directory.path).isCurrent)
        try directory.execute("INSERT INTO grdb_migrations (identifier) VALUES ('999_flavour')")
        #expect(
            try SQLiteTableStore.schemaStatus(directory.path)
                == .init(generation: newest, newest: newest, isNewer: true))
        let newer = #expect(throws: StoreError.self) { try SQLiteTableStore(reading: directory.path) }
        #expect(newer?.reason.contains("newer Mintmark") == true)
        try directory.execute("DELETE FROM grdb_migrations WHERE identifier >= '007'")
        let older = #expect(throws: StoreError.self) { try SQLiteTableStore(reading: directory.path) }
        #expect(older?.reason.contains("mintmark store migrate") == true)
    }
}
