package import OAuthCore
import StoredRows
package import Stores

/// The store of several nodes: a PostgreSQL database, which may be another machine's.
///
/// A write was committed by the server when it returns, and the observer has heard of it. All that changes anything
/// takes turns, in the whole installation: each transaction first takes the row of `writes`, so that audit events,
/// revisions and changes are numbered in the order of the commits and no transaction meets another one. Within a node
/// writes run one after another on one connection, in the order in which they were called; the observer hears of them in
/// that order. Reads see one moment of the store and run beside the writes.
///
/// An error means that nothing was changed, unless it is `uncertain`: the connection was lost while a change was being
/// committed, and the server could not be asked what became of it. What another node changes, ``ChangeFollower`` tells the observers.
package final class PostgreSQLStore: Sendable {
    /// The time that all nodes have in common; ``ChangeFollower`` keeps it right.
    package let clock = DatabaseClock()
    let address: ServerAddress
    let audit: AuditLog
    let failure: StoreFailure
    private let reachability: Reachability
    private let readers: ConnectionPool
    private let writer: ConnectionPool
    private let marks: CommitMarks
    private let observer: (any ClientChangeObserver)?
    private let revocationObserver: (any RevocationObserver)?

    /// Connects and brings the tables up to date; any number of nodes may do so at the same time.
    /// - Parameters:
    ///   - auditChain: chains the events that this store records.
    ///   - observer: hears of every change to clients that this store commits. It must not call the store.
    ///   - revocationObserver: hears of every revocation that this store commits. It must not call the store.
    ///   - readers: the most connections that read at the same time; one more writes.
    /// - Throws: ``StoreError`` `unavailable` when the server cannot be reached, `incompatible` when a newer Mintmark that
    ///   this one cannot work beside changed the database, `corrupt` when it lacks tables.
    package init(
        _ address: ServerAddress, auditChain: AuditChain, observer: (any ClientChangeObserver)? = nil,
        revocationObserver: (any RevocationObserver)? = nil, readers: Int = 4
    ) async throws {
        self.address = address
        marks = CommitMarks(clock: clock)
        self.observer = observer
        self.revocationObserver = revocationObserver
        audit = AuditLog(chain: auditChain)
        failure = StoreFailure(place: address.place)
        reachability = Reachability(address)
        self.readers = ConnectionPool(reachability, size: readers)
        writer = ConnectionPool(reachability, size: 1)
        do {
            let schema = Schema(place: address.place, chain: auditChain)
            try await writer.run { [clock] _ in
                let connection = try Connection(address)
                try schema.migrate(connection)
                try clock.ask(connection)
            }
        } catch {
            try? await close()
            throw error
        }
    }

    /// Reads one moment of the store.
    /// - Throws: ``StoreError``.
    func read<Value: Sendable>(_ body: @escaping @Sendable (Connection) throws -> Value) async throws -> Value {
        try await readers.run { connections in
            try connections.transaction(
                "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", body)
        }
    }

    /// Runs statements that are transactions of their own and change nothing that has an order or an observer.
    /// - Throws: ``StoreError``.
    func separately<Value: Sendable>(_ body: @escaping @Sendable (Connection) throws -> Value) async throws -> Value {
        try await readers.run { try $0.separately(body) }
    }

    /// Runs one transaction and tells the observers what it did to clients and tokens, before the next transaction of this
    /// node can begin.
    /// - Parameter body: is run again when the connection was lost and nothing was committed.
    /// - Throws: ``StoreError``, or what a change threw (see ``Refusal``).
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Connection) throws -> Outcome<Value>
    ) async throws -> Value {
        try await writer.run { [self] connections in
            let outcome = try connections.transaction(
                Self.beginWrite, mark: marks.next
            ) { db in
                let outcome = try body(db)
                try ChangeLog.add(outcome, db)
                return outcome
            }
            if let change = outcome.change { observer?.clientsChanged(change) }
            if !outcome.revocations.isEmpty { revocationObserver?.revoked(outcome.revocations) }
            return outcome.value
        }
    }

    /// Runs work between two writes of this node, so that what it tells the observers is not older than what they heard.
    /// - Throws: ``StoreError``.
    func betweenWrites<Value: Sendable>(
        _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        try await writer.run { connections in
            try connections.transaction(
                "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", body)
        }
    }

    /// Tells the observers what another node changed. Call it between two writes alone.
    func tell(_ changes: [ClientChange], _ revocations: [Revocation]) {
        for change in changes { observer?.clientsChanged(change) }
        if !revocations.isEmpty { revocationObserver?.revoked(revocations) }
    }

    /// The row is locked until the transaction ends. READ COMMITTED, so that the statements behind it see what was
    /// committed while it was waited for.
    private static let beginWrite = """
        BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SELECT 1 FROM counters WHERE name = 'writes' FOR UPDATE
        """

    package func close() async throws {
        try await writer.close()
        try await readers.close()
        try await reachability.close()
    }
}
