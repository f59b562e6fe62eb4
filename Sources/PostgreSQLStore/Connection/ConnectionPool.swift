import NIOPosix
import OAuthCore
import StoredRows
import Stores
import Synchronization

/// A bounded number of connections, each used by one thread at a time. What waits for one waits in the order in which it
/// came, and only so much may wait.
final class ConnectionPool: Sendable {
    private struct State {
        var idle: [Connection] = []
        var waiting = 0
        /// The number of the outage after which the idle connections were made.
        var outages = 0
        /// Why, and until when, no connection is tried: many callers would hear the same.
        var refusal: (until: ContinuousClock.Instant, failure: ServerFailure)?

        /// What keeps a caller from trying now.
        var refused: ServerFailure? { refusal.flatMap { $0.until > .now ? $0.failure : nil } }
    }

    private let reachability: Reachability
    private let threads: NIOThreadPool
    let failure: StoreFailure
    private let waitingLimit: Int
    private let state = Mutex(State())

    /// How long the failure of a connection stands for the next ones.
    private static let refusalDuration = Duration.milliseconds(250)

    /// - Parameters:
    ///   - size: the most connections.
    ///   - waitingLimit: the most calls that wait or run.
    init(_ reachability: Reachability, size: Int, waitingLimit: Int = 2000) {
        self.reachability = reachability
        self.waitingLimit = waitingLimit
        failure = StoreFailure(place: reachability.address.place)
        threads = NIOThreadPool(numberOfThreads: size)
        threads.start()
    }

    /// Runs work on a thread of the pool. It is not cut short when the calling task is cancelled.
    /// - Throws: ``StoreError``, or what ``Refusal`` wraps.
    func run<Value: Sendable>(_ work: @escaping @Sendable (Connections) throws -> Value) async throws -> Value {
        if let refusal = state.withLock({ admit(&$0) }) { throw refusal }
        defer { state.withLock { $0.waiting -= 1 } }
        return try await withCheckedThrowingContinuation { continuation in
            threads.submit { [self] threadState in
                guard case .active = threadState else {
                    continuation.resume(throwing: StoreError(.unavailable, "the store is closed"))
                    return
                }
                continuation.resume(
                    with: Result { try work(Connections(pool: self)) }.mapError(failure.translated))
            }
        }
    }

    /// Where the server is, for questions beside the pool that must not wait for long.
    var address: ServerAddress { reachability.address.impatient }

    /// Counts a call that may wait for a thread; what the server would refuse anyway does not wait behind who finds out.
    private func admit(_ state: inout State) -> (any Error)? {
        if let refused = reachability.refusal ?? state.refused { return failure.translated(refused) }
        guard state.waiting < waitingLimit else { return failure.overloaded }
        state.waiting += 1
        return nil
    }

    /// Ends all threads after what they do now, and all connections.
    func close() async throws {
        try await threads.shutdownGracefully()
        state.withLock { $0.idle = [] }
    }

    /// An idle connection, or a new one.
    fileprivate func take() throws(ServerFailure) -> (Connection, isFresh: Bool) {
        if let refused = reachability.refusal { throw refused }
        if let connection = idle() { return (connection, false) }
        if let refused = state.withLock({ $0.refused }) { throw refused }
        return (try connect(), true)
    }

    private func idle() -> Connection? {
        let outages = reachability.outages
        return state.withLock { state in
            if state.outages != outages {
                state.idle = []
                state.outages = outages
            }
            while let connection = state.idle.popLast() {
                if connection.isUsable { return connection }
            }
            return nil
        }
    }

    private func connect() throws(ServerFailure) -> Connection {
        do throws(ServerFailure) {
            let connection = try reachability.connect()
            state.withLock { $0.refusal = nil }
            return connection
        } catch {
            refuse(error)
            throw error
        }
    }

    private func refuse(_ failure: ServerFailure) {
        state.withLock { state in
            // What is idle has probably lost its server too.
            state.idle = []
            state.refusal = (.now + Self.refusalDuration, failure)
        }
    }

    fileprivate func giveBack(_ connection: Connection) {
        guard connection.isUsable, !connection.isInTransaction else { return }
        state.withLock { $0.idle.append(connection) }
    }
}

/// Lends connections to a piece of work that runs on a thread of the pool.
struct Connections: Sendable {
    fileprivate let pool: ConnectionPool

    /// Runs a transaction to its end. One that met another is run again, and so is one whose connection was lost when it
    /// is known that it was not committed.
    /// - Parameters:
    ///   - begin: the statements that begin it.
    ///   - mark: makes what tells afterwards whether it was committed; `nil` for one that changes nothing.
    ///   - body: may run several times.
    /// - Throws: ``ServerFailure``, ``StoreError`` `uncertain` when nobody can tell whether it was committed, what `body`
    ///   threw.
    func transaction<Value>(
        _ begin: String, mark: (() -> CommitMark)? = nil, _ body: (Connection) throws -> Value
    ) throws -> Value {
        for _ in 1..<Self.attempts {
            let (connection, isFresh) = try pool.take()
            defer { pool.giveBack(connection) }
            do {
                return try once(connection, begin, mark?(), body)
            } catch let failure as ServerFailure {
                guard failure.isConflict || (failure.isConnectionLost && !isFresh) else { throw failure }
            } catch is CommitMark.RolledBack {
                continue
            }
        }
        let (connection, _) = try pool.take()
        defer { pool.giveBack(connection) }
        do {
            return try once(connection, begin, mark?(), body)
        } catch let rollback as CommitMark.RolledBack {
            throw rollback.failure
        }
    }

    /// Runs statements that are transactions of their own. A server that was told a statement runs it to its end, whatever
    /// becomes of this program.
    func separately<Value>(_ body: (Connection) throws -> Value) throws -> Value {
        let (connection, _) = try pool.take()
        defer { pool.giveBack(connection) }
        return try body(connection)
    }

    private static let attempts = 10

    private func once<Value>(
        _ connection: Connection, _ begin: String, _ mark: CommitMark?, _ body: (Connection) throws -> Value
    ) throws -> Value {
        let lostCommit: (ServerFailure) throws -> Void = { [pool] failure in
            // What changes nothing has nothing to lose.
            guard let mark else { throw failure }
            try mark.settle(failure, pool.address, pool.failure)
        }
        return try connection.transaction(begin, lostCommit: lostCommit) {
            if let mark { try mark.write(connection) }
            return try body(connection)
        }
    }
}
