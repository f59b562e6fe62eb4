import OAuthCore
import StoredRows
import Stores
import Testing

@testable import PostgreSQLStore

@Suite("The schema", .timeLimit(.minutes(5)))
struct SchemaTests {
    private let address: ServerAddress
    private let connection: Connection

    init() async throws {
        address = try await TestServer.makeDatabase()
        try await PostgreSQLStore(address, auditChain: Example.chain).close()
        connection = try Connection(address)
    }

    private func open() async throws {
        try await PostgreSQLStore(address, auditChain: Example.chain).close()
    }

    private func columns() throws -> [String: Set<String>] {
        let rows = try connection.run(
            "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = ?",
            ["mintmark"]
        ).rows
        return rows.reduce(into: [:]) { $0[$1[0].description, default: []].insert($1[1].description) }
    }

    @Test("has the tables and columns that are looked for, and no others but its own")
    func madeTables() throws {
        var known = try columns()
        known["store_schema"] = nil
        let made = MadeTable.all(by: Schema.migrations.joined())
        #expect(made.count > StoredTable.all.count)
        #expect(Dictionary(uniqueKeysWithValues: made.map { ($0.name, Set($0.columns)) }) == known)
    }

    @Test("is refused when any table is gone")
    func missingTable() async throws {
        for table in try columns().keys where table != "store_schema" {
            try connection.run("ALTER TABLE \(table) RENAME TO gone")
            let error = await #expect(throws: StoreError.self, "\(table)") { try await open() }
            #expect(error?.code == .corrupt && error?.reason.contains(table) == true)
            try connection.run("ALTER TABLE gone RENAME TO \(table)")
        }
        try await open()
    }

    @Test("is refused when any column is gone")
    func missingColumn() async throws {
        for (table, columns) in try columns() where table != "store_schema" {
            guard let column = columns.randomElement() else { continue }
            try connection.run("ALTER TABLE \(table) RENAME COLUMN \(column) TO gone")
            let error = await #expect(throws: StoreError.self, "\(table).\(column)") { try await open() }
            #expect(error?.code == .corrupt && error?.reason.contains(column) == true)
            try connection.run("ALTER TABLE \(table) RENAME COLUMN gone TO \(column)")
        }
        try await open()
    }
}
