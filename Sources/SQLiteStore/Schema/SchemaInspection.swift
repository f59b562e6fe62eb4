import GRDB
import StoredRows
import Stores

/// Finds out at the start whether the file can be worked with.
enum SchemaInspection {
    /// The largest database, in bytes, that is read through at every start; it takes a tenth of a second.
    private static let largestFileToCheck: Int64 = 128 << 20

    /// Checks, before anything is changed, that the file is new or Mintmark's, that this release can work with it, and
    /// that it is not damaged.
    /// - Throws: ``StoreError`` `incompatible` or `corrupt`; errors of SQLite.
    static func checkOrigin(_ db: Database, path: String) throws {
        // All of it about one moment, since another process may be making the tables.
        try db.inTransaction(.deferred) {
            try inspect(db, path)
            return .commit
        }
    }

    /// How far the tables are.
    /// - Throws: ``StoreError`` `incompatible` for a file that is not Mintmark's; errors of SQLite.
    static func status(_ db: Database, path: String) throws -> SchemaStatus {
        guard try number(db, "PRAGMA application_id") == Schema.applicationID else {
            throw StoreError(
                .incompatible, "\(path) is no store of Mintmark; name its mintmark.sqlite, or a backup of it")
        }
        return try Schema.status(db)
    }

    private static func inspect(_ db: Database, _ path: String) throws {
        let owner = try number(db, "PRAGMA application_id")
        let tables = try number(
            db,
            """
            SELECT count(*) FROM sqlite_master
            WHERE substr(name, 1, 5) <> 'grdb_' AND substr(name, 1, 7) <> 'sqlite_'
            """)
        guard owner == Schema.applicationID || (owner == 0 && tables == 0) else { throw StoreError.foreign(path) }
        let oldest = try number(db, "PRAGMA user_version")
        guard oldest <= Schema.generation else {
            throw StoreError.newer(path, oldest: oldest, mine: Schema.generation)
        }
        let size = try number(db, "PRAGMA page_count") * number(db, "PRAGMA page_size")
        guard size <= largestFileToCheck else { return }
        let finding = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? "no answer"
        guard finding == "ok" else { throw StoreError.damaged(path, finding) }
    }

    /// Checks that every table and column that this release uses is there.
    /// - Throws: ``StoreError`` `corrupt`.
    static func checkTables(_ db: Database, path: String) throws {
        for table in StoredTable.all {
            do {
                _ = try db.makeStatement(sql: table.select)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
                throw StoreError.damaged(path, "\(error.message ?? "unknown fault") (table \(table.name))")
            }
        }
    }

    private static func number(_ db: Database, _ sql: String) throws -> Int64 {
        try Int64.fetchOne(db, sql: sql) ?? 0
    }
}
