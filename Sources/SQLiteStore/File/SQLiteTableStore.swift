import GRDB
package import OAuthCore
package import StoredRows
package import Stores

/// An SQLite store that is read whole, or written whole when it is new.
package struct SQLiteTableStore: TableStore {
    private let file: StoreFile
    private let queue: DatabaseQueue

    package var place: String { file.path }

    /// Opens a store, or a backup of one, which is only read; a server may use it.
    /// - Throws: ``StoreError`` `incompatible` when it is another program's or its tables are not those of this release,
    ///   `unavailable` or `corrupt` when it cannot be read.
    package init(reading path: String) throws {
        file = StoreFile(path: path)
        do {
            queue = try Self.readOnly(path)
            let status = try queue.read { try SchemaInspection.status($0, path: path) }
            guard status.isCurrent else { throw StoreError.otherSchema(path, status) }
        } catch {
            throw StoreFailure.translated(error, file: file)
        }
    }

    /// Makes a new store, readable by its owner alone, or opens one that has nothing but tables.
    /// - Throws: ``StoreError``.
    package init(making path: String, auditChain: AuditChain) throws {
        file = StoreFile(path: path)
        do {
            try file.prepare()
            let pool = try Opening(path: path, busyTimeout: .seconds(5), audit: AuditLog(chain: auditChain)).run()
            try pool.close()
            var configuration = Configuration()
            configuration.foreignKeysEnabled = true
            configuration.busyMode = .timeout(5)
            queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        } catch {
            throw StoreFailure.translated(error, file: file)
        }
    }

    package func read<Value>(_ body: (any StoredTables) throws -> Value) throws -> Value {
        do {
            return try queue.read { try body(SQLiteTables(db: $0)) }
        } catch {
            throw StoreFailure.translated(error, file: file)
        }
    }

    package func write<Value>(_ body: (any StoredTables) throws -> Value) throws -> Value {
        do {
            return try queue.write { try body(SQLiteTables(db: $0)) }
        } catch {
            throw StoreFailure.translated(error, file: file)
        }
    }

    /// Puts everything into the one file, which can be read from a medium that cannot be written, and closes it.
    package func finish() throws {
        do {
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
            try queue.close()
        } catch {
            throw StoreFailure.translated(error, file: file)
        }
    }

    /// How far the tables of a file are.
    /// - Throws: ``StoreError``.
    package static func schemaStatus(_ path: String) throws -> SchemaStatus {
        do {
            return try readOnly(path).read { try SchemaInspection.status($0, path: path) }
        } catch {
            throw StoreFailure.translated(error, file: StoreFile(path: path))
        }
    }

    private static func readOnly(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        return try DatabaseQueue(path: path, configuration: configuration)
    }
}
