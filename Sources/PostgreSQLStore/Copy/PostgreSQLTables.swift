import OAuthCore
import StoredRows

/// The tables of a PostgreSQL store in one transaction.
struct PostgreSQLTables: StoredTables {
    let db: Connection

    func rows(of table: StoredTable, after key: [StoredValue]?, limit: Int) throws -> [[StoredValue]] {
        let keys = table.keys.joined(separator: ", ")
        let condition = key.map { "WHERE (\(keys)) > (\($0.map { _ in "?" }.joined(separator: ", ")))" } ?? ""
        return try db.run(
            "\(table.select) \(condition) ORDER BY \(keys) LIMIT ?", (key ?? []) + [.integer(Int64(limit))]
        ).rows
    }

    func insert(_ rows: [[StoredValue]], into table: StoredTable) throws {
        try db.copy(rows, into: table)
    }

    func removeRows(of table: StoredTable) throws {
        try db.run("DELETE FROM \(table.name)", [])
    }

    func last(_ counter: StoredCounter) throws -> Int64 {
        try db.number("SELECT value FROM counters WHERE name = ?", [.text(counter.name)]) ?? 0
    }

    func raise(_ counter: StoredCounter, to number: Int64) throws {
        try db.run(
            "UPDATE counters SET value = greatest(value, ?::bigint) WHERE name = ?",
            [.integer(number), .text(counter.name)])
    }

    func verification(_ chain: AuditChain, known: AuditMark?) throws -> AuditVerification {
        try AuditLog(chain: chain).verify(db, known: known)
    }
}

extension StoredCounter {
    /// In the table `counters`.
    var name: String {
        switch self {
        case .revocations: "revocations"
        case .deliveries: "deliveries"
        }
    }
}
