import Foundation
import OAuthCore
import SQLiteStore
import StoredRows
import Stores
import Testing

@testable import PostgreSQLStore

@Suite("Copying a store", .timeLimit(.minutes(5)))
struct CopyTests {
    private let directory: URL

    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "mintmark-copy-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
    }

    private func file(_ name: String) -> String { directory.appending(path: name).path }

    /// A store with rows in every table, whose texts are of all kinds.
    private func makeSource(clients: Int = 3) async throws -> SQLiteTableStore {
        let path = file("source.sqlite")
        let store = try SQLiteStore(path: path, auditChain: Example.chain)
        for number in 1...clients { try await store.insert(Example.client(Int64(number)), recording: Example.event) }
        try await store.add([
            TokenCount(
                clientID: Example.client(1).id, hour: 7, issued: 3, lastIssueTime: Example.time,
                latestExpireTime: Example.time),
            TokenCount(
                clientID: Example.client(1).id, hour: 8, issued: 1, lastIssueTime: Example.time,
                latestExpireTime: Example.time),
        ])
        try await store.close()
        let tables = try SQLiteTableStore(making: path, auditChain: Example.chain)
        try tables.write { tables in
            for (table, rows) in SampleRows.all { try tables.insert(rows, into: table) }
            try tables.raise(.revocations, to: 70)
            try tables.raise(.deliveries, to: 80)
            for table in StoredTable.all {
                #expect(
                    try !tables.rows(of: table, after: nil, limit: 1).isEmpty,
                    "\(table.name) is empty here: add rows to SampleRows, so that its copy is tested")
            }
        }
        return tables
    }

    private func copy(rowsAtOnce: Int = 2, progress: @escaping (StoreCopy.Step) -> Void = { _ in }) -> StoreCopy {
        StoreCopy(chain: Example.chain, rowsAtOnce: rowsAtOnce, check: { _ in }, progress: progress)
    }

    private func rows(_ store: any TableStore) throws -> [[[StoredValue]]] {
        try store.read { tables in
            try StoredTable.all.map { try tables.rows(of: $0, after: nil, limit: 10_000) }
        }
    }

    private func database() async throws -> ServerAddress { try await TestServer.makeDatabase() }

    @Test("keeps every row of every table, to PostgreSQL and back", arguments: [1, 2, 1000])
    func roundTrip(rowsAtOnce: Int) async throws {
        let source = try await makeSource()
        let address = try await database()
        let there = try copy(rowsAtOnce: rowsAtOnce).run(
            from: source, to: PostgreSQLTableStore(making: address, auditChain: Example.chain))
        let middle = try PostgreSQLTableStore(reading: address, .mustBeStopped)
        #expect(try rows(middle) == rows(source))
        let last = try SQLiteTableStore(making: file("back.sqlite"), auditChain: Example.chain)
        let back = try copy(rowsAtOnce: rowsAtOnce).run(from: middle, to: last)
        #expect(try rows(last) == rows(source))
        #expect(there.tables.map(\.digest) == back.tables.map(\.digest))
        #expect(there.audit == back.audit && there.audit.fault == nil && there.audit.lastSequence == 3)
        for store in [middle, last] as [any TableStore] {
            #expect(try store.read { try [$0.last(.revocations), $0.last(.deliveries)] } == [70, 80])
        }
    }

    @Test("lets the copy go on as the source would have")
    func goesOn() async throws {
        let address = try await database()
        _ = try copy().run(
            from: try await makeSource(), to: PostgreSQLTableStore(making: address, auditChain: Example.chain))
        let store = try await PostgreSQLStore(address, auditChain: Example.chain)
        try await store.insert(Example.client(50), recording: Example.event)
        #expect(try await store.clients(of: nil, PageRequest(size: 1)).totalCount == 4)
        let revocation = Revocation(
            .everything, issuedBefore: 5, expireTime: Timestamp(seconds: 10), createTime: Example.time)
        #expect(try await store.revoke([revocation], recording: []).first?.revision == 71)
        #expect(try await store.verifyAuditLog(known: nil).fault == nil)
        try await store.close()
    }

    @Test("into a store that holds anything is refused, and changes nothing there")
    func notEmpty() async throws {
        let source = try await makeSource()
        let address = try await database()
        let store = try await PostgreSQLStore(address, auditChain: Example.chain)
        try await store.insert(Example.client(9), recording: Example.event)
        try await store.close()
        let target = try PostgreSQLTableStore(making: address, auditChain: Example.chain)
        let before = try rows(target)
        let error = #expect(throws: StoreError.self) { try copy().run(from: source, to: target) }
        #expect(error?.reason.contains("is not empty") == true)
        #expect(try rows(target) == before)
    }

    @Test("that fails at any step leaves the target empty, and goes through when it is started again")
    func interrupted() async throws {
        let source = try await makeSource()
        let target = try await PostgreSQLTableStore(making: database(), auditChain: Example.chain)
        let empty = try rows(target)
        var steps = 0
        _ = try copy(progress: { _ in steps += 1 }).survey(source)
        for last in stride(from: 1, through: 2 * steps, by: 7) {
            var step = 0
            var check = 0
            // The check of the source passes, that of the copy comes after everything else.
            let failing = StoreCopy(
                chain: Example.chain, rowsAtOnce: 2,
                check: { _ in
                    check += 1
                    if check == 2 || step >= last { throw StoreError(.unavailable, "interrupted") }
                }, progress: { _ in step += 1 })
            #expect(throws: StoreError.self) { try failing.run(from: source, to: target) }
            #expect(try rows(target) == empty)
        }
        #expect(try copy().run(from: source, to: target).audit.fault == nil)
    }

    @Test("finds a table whose copy is not what was read, and keeps nothing")
    func differs() async throws {
        let source = try await makeSource()
        let address = try await database()
        let target = try PostgreSQLTableStore(making: address, auditChain: Example.chain)
        let empty = try rows(target)
        try Connection(address).run(
            """
            CREATE FUNCTION spoil() RETURNS trigger AS 'BEGIN NEW.name = upper(NEW.name); RETURN NEW; END' LANGUAGE plpgsql;
            CREATE TRIGGER spoil BEFORE INSERT ON clients FOR EACH ROW EXECUTE FUNCTION spoil()
            """)
        let error = #expect(throws: StoreError.self) { try copy().run(from: source, to: target) }
        #expect(error?.reason.contains("the table clients of the copy") == true)
        #expect(try rows(target) == empty)
    }

    @Test("from a database that a server uses is refused, and so is a database with another schema")
    func inUse() async throws {
        let address = try await database()
        let store = try await PostgreSQLStore(address, auditChain: Example.chain)
        _ = try await store.lastChange()
        let error = #expect(throws: StoreError.self) { try PostgreSQLTableStore(reading: address, .mustBeStopped) }
        #expect(error?.reason.contains("stop all nodes") == true)
        _ = try PostgreSQLTableStore(reading: address, .mayRun)
        try await store.close()
        try Connection(address).run("UPDATE store_schema SET generation = generation + 1")
        let newer = #expect(throws: StoreError.self) { try PostgreSQLTableStore(reading: address, .mayRun) }
        #expect(newer?.code == .incompatible && newer?.reason.contains("newer Mintmark") == true)
        let empty = try await database()
        let none = #expect(throws: StoreError.self) { try PostgreSQLTableStore(reading: empty, .mayRun) }
        #expect(none?.code == .incompatible)
    }

    @Test("knows every table and column that the schema of PostgreSQL has")
    func schema() async throws {
        let address = try await database()
        _ = try PostgreSQLTableStore(making: address, auditChain: Example.chain)
        let connection = try Connection(address)
        let rows = try connection.run(
            """
            SELECT table_name::text, column_name::text FROM information_schema.columns
            WHERE table_schema = ?
            """, ["mintmark"]
        ).rows
        var columns: [String: Set<String>] = [:]
        for row in rows { columns[row[0].description, default: []].insert(row[1].description) }
        // Numbers that go by StoredCounter, what nodes hear of while they run, and how far the tables are.
        for name in ["counters", "changes", "store_schema"] { columns[name] = nil }
        // What running nodes tell each other of the limits that are used up.
        for name in ["rate_uses", "period_uses", "nodes"] { columns[name] = nil }
        let known = StoredTable.all.map { ($0.name, Set($0.columns)) }
        #expect(columns == Dictionary(uniqueKeysWithValues: known), "add what is new to StoredTable.all")
        let counters = try connection.run("SELECT name FROM counters ORDER BY name", []).rows.map(\.[0].description)
        #expect(counters == (StoredCounter.allCases.map(\.name) + ["writes", "changes", "limit_uses"]).sorted())
        // Rows come in one order from every store only when their keys are numbers.
        let keys = try connection.run(
            """
            SELECT DISTINCT a.atttypid::regtype::text FROM pg_index i JOIN pg_attribute a
            ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) JOIN pg_class c ON c.oid = i.indrelid
            WHERE i.indisprimary AND c.relnamespace = 'mintmark'::regnamespace
            AND c.relname NOT IN ('counters', 'rate_uses', 'period_uses', 'nodes')
            """, []
        ).rows.map(\.[0].description)
        #expect(keys == ["bigint"])
    }
}
