import GRDB
import OAuthCore
import StoredRows
import Stores

/// The tables of an SQLite store in one transaction.
struct SQLiteTables: StoredTables {
    let db: Database

    func rows(of table: StoredTable, after key: [StoredValue]?, limit: Int) throws -> [[StoredValue]] {
        let keys = table.keys.joined(separator: ", ")
        let condition = key.map { "WHERE (\(keys)) > (\(databaseQuestionMarks(count: $0.count)))" } ?? ""
        let statement = try db.cachedStatement(sql: "\(table.select) \(condition) ORDER BY \(keys) LIMIT ?")
        let arguments = (key ?? []).map(\.databaseValue) + [limit.databaseValue]
        return try Row.fetchAll(statement, arguments: StatementArguments(arguments)).map(\.storedValues)
    }

    func insert(_ rows: [[StoredValue]], into table: StoredTable) throws {
        let statement = try db.cachedStatement(sql: table.insert)
        for row in rows { try statement.execute(arguments: StatementArguments(row.map(\.databaseValue))) }
    }

    func removeRows(of table: StoredTable) throws {
        try db.execute(sql: "DELETE FROM \(table.name)")
    }

    func last(_ counter: StoredCounter) throws -> Int64 {
        try Int64.fetchOne(
            db, sql: "SELECT seq FROM sqlite_sequence WHERE name = ?", arguments: [counter.table.name]) ?? 0
    }

    func raise(_ counter: StoredCounter, to number: Int64) throws {
        guard try last(counter) < number else { return }
        let name = counter.table.name
        try db.execute(sql: "UPDATE sqlite_sequence SET seq = ? WHERE name = ?", arguments: [number, name])
        if db.changesCount == 0 {
            try db.execute(sql: "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", arguments: [name, number])
        }
    }

    func verification(_ chain: AuditChain, known: AuditMark?) throws -> AuditVerification {
        try AuditLog(chain: chain).verify(db, known: known)
    }
}
