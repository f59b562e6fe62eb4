import GRDB
import OAuthCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Opens the database and makes it fit for use.
struct Opening {
    let path: String
    /// How long to wait for others that use the file.
    let busyTimeout: Duration
    let audit: AuditLog

    /// - Throws: ``StoreError`` for a file that must not be used; errors of SQLite.
    func run() throws -> DatabasePool {
        let deadline = ContinuousClock.now + busyTimeout
        while true {
            do {
                return try attempt()
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
                // While another process turns a new file into a WAL database, SQLite does not wait by itself.
                guard ContinuousClock.now < deadline else { throw error }
                usleep(2000)
            }
        }
    }

    private func attempt() throws -> DatabasePool {
        let pool = try DatabasePool(path: path, configuration: configuration)
        // Only now, since GRDB sets NORMAL when it switches to WAL.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        try Schema.migrate(pool, audit)
        try pool.read { try SchemaInspection.checkTables($0, path: path) }
        return pool
    }

    private var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "SQLiteStore"
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(busyTimeout.seconds)
        configuration.prepareDatabase { [path] db in
            guard !db.configuration.readonly else { return }
            // Before GRDB changes anything in the file.
            try SchemaInspection.checkOrigin(db, path: path)
            // A WAL that one large change blew up shrinks again.
            try db.execute(sql: "PRAGMA journal_size_limit = 67108864")
        }
        return configuration
    }
}
