import GRDB
package import OAuthCore
import StoredRows
package import Stores

/// The store of a single node: one SQLite file in WAL mode.
///
/// A write is on the disk when it returns (`synchronous=FULL`), and the observer has heard of it. Writes run one after
/// another, in the order in which they were called, and are not cut short when the calling task is cancelled: an error
/// means that nothing was changed. Reads see one moment of the store and run beside the writes.
///
/// Another process may use the same file at the same time; the observer does not hear of what that one changes.
package final class SQLiteStore: Sendable {
    let pool: DatabasePool
    let file: StoreFile
    let audit: AuditLog
    private let observer: (any ClientChangeObserver)?
    private let revocationObserver: (any RevocationObserver)?

    /// Opens a store, makes the file if there is none (readable by its owner alone), and brings its tables up to date.
    /// - Parameters:
    ///   - path: the database file. SQLite keeps `-wal` and `-shm` files beside it while it is open.
    ///   - auditChain: chains the events that this store records.
    ///   - observer: hears of every change to clients that this store commits. It must not call the store.
    ///   - revocationObserver: hears of every revocation that this store commits. It must not call the store.
    ///   - busyTimeout: how long to wait for another process that is writing.
    /// - Throws: ``StoreError`` `unavailable` when the file cannot be made, read or written, `corrupt` when it is
    ///   damaged, `incompatible` when it belongs to another program or to a newer Mintmark that this one cannot work
    ///   beside, `full` when the disk has no room for the tables.
    package init(
        path: String, auditChain: AuditChain, observer: (any ClientChangeObserver)? = nil,
        revocationObserver: (any RevocationObserver)? = nil, busyTimeout: Duration = .seconds(5)
    ) throws {
        file = StoreFile(path: path)
        audit = AuditLog(chain: auditChain)
        self.observer = observer
        self.revocationObserver = revocationObserver
        do {
            try file.prepare()
            pool = try Opening(path: path, busyTimeout: busyTimeout, audit: audit).run()
            file.noteIdentity()
        } catch {
            throw StoreFailure.translated(error, file: file)
        }
    }

    /// Reads one moment of the store.
    /// - Throws: ``StoreError``, or `CancellationError`.
    func read<Value: Sendable>(_ body: @Sendable (Database) throws -> Value) async throws -> Value {
        do {
            return try await pool.read(body)
        } catch {
            throw StoreFailure.translated(error, file: file)
        }
    }

    /// Runs one transaction and tells the observers what it did to clients and tokens, before the next transaction can begin.
    ///
    /// GRDB's asynchronous writes are not used since they end with the calling task, where a caller could not tell
    /// what was kept.
    /// - Throws: ``StoreError``, or what a change threw (see ``Refusal``). Nothing is changed then.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Outcome<Value>
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            pool.asyncWriteWithoutTransaction { db in
                continuation.resume(with: Result { try self.commit(db, body) })
            }
        }
    }

    private func commit<Value>(_ db: Database, _ body: (Database) throws -> Outcome<Value>) throws -> Value {
        do {
            var committed: Outcome<Value>?
            try db.inTransaction(.immediate) {
                committed = try body(db)
                return .commit
            }
            // inTransaction returned, so its body ran to the end.
            guard let committed else { preconditionFailure("a transaction was committed without its outcome") }
            if let change = committed.change { observer?.clientsChanged(change) }
            if !committed.revocations.isEmpty { revocationObserver?.revoked(committed.revocations) }
            return committed.value
        } catch {
            throw StoreFailure.translated(error, file: file)
        }
    }
}
