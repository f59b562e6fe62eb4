import StoredRows
import Stores

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A number that a transaction writes beside what it changes. When the connection is lost between asking for COMMIT and
/// its answer, the number that is stored tells what became of the transaction.
struct CommitMark {
    /// The transaction was not committed: it may be run again.
    struct RolledBack: Error {
        let failure: ServerFailure
    }

    /// The counter of the process, in which only its own transactions write, one after another.
    let name: String
    /// Greater than that of the process's transaction before.
    let number: Int64

    /// What the names of these counters begin with.
    static let prefix = "process "
    /// How long the server is asked for, in milliseconds.
    private static let patience = 5000

    func write(_ db: Connection) throws {
        try db.run(
            "INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            [.text(name), .integer(number)])
    }

    /// Returns when the transaction was committed.
    /// - Throws: ``RolledBack``; ``StoreError`` `uncertain` when nobody can tell.
    func settle(_ failure: ServerFailure, _ address: ServerAddress, _ place: StoreFailure) throws {
        let deadline = ContinuousClock.now + .milliseconds(Self.patience)
        repeat {
            do {
                guard try isStored(Connection(address)) else { throw RolledBack(failure: failure) }
                return
            } catch let error as ServerFailure {
                guard error.isConnectionLost else { throw place.uncertain(failure) }
                usleep(100_000)
            }
        } while .now < deadline
        throw place.uncertain(failure)
    }

    /// The transaction holds the right to write for as long as the server has not noticed that its connection is gone; who
    /// gets that right knows that it has ended.
    private func isStored(_ db: Connection) throws -> Bool {
        try db.run(
            "SET lock_timeout = \(Self.patience); BEGIN; SELECT 1 FROM counters WHERE name = 'writes' FOR UPDATE")
        let stored = try db.number("SELECT value FROM counters WHERE name = ?", [.text(name)])
        try db.run("ROLLBACK")
        return (stored ?? 0) >= number
    }

    /// Forgets the counters of processes that wrote nothing for a day, by the clock of the database that gave the numbers.
    static func removeOld(_ db: Connection) throws {
        try db.run(
            """
            DELETE FROM counters
            WHERE name LIKE ? AND value < (extract(epoch FROM clock_timestamp()) * 1000000)::bigint - 86400000000
            """, [.text(prefix + "%")])
    }
}
