import CPostgreSQL
import NIOPosix
import StoredRows
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Waits for notifications on a connection of its own, and holds on it the lock that makes this node the leader. With
/// the connection the lock is lost, and another node takes it.
final class ChangeListener: Sendable {
    /// Of the lock that the leader holds: "Mint" and a number.
    static let leaderLock: Int64 = 0x4D69_6E74_0000_0002

    /// A node asks the server something every second; one that is frozen must not stay the leader. Servers before
    /// PostgreSQL 14 have no such limit.
    private static let idleLimit = """
        SELECT set_config('idle_session_timeout', '10s', false)
        WHERE current_setting('idle_session_timeout', true) IS NOT NULL
        """

    private let address: ServerAddress
    private let threads = NIOThreadPool(numberOfThreads: 1)
    private let isStopped = Atomic(false)
    private let leads = Atomic(false)

    init(_ address: ServerAddress) {
        self.address = address
    }

    /// Whether this node holds the lock, as far as it knows.
    var isLeader: Bool { leads.load(ordering: .relaxed) }

    /// - Parameter heard: called on a thread of its own for every notification, and after each new connection.
    func start(_ heard: @escaping @Sendable () -> Void) {
        threads.start()
        threads.submit { [self] _ in
            while !isStopped.load(ordering: .relaxed) {
                try? listen(heard)
                leads.store(false, ordering: .relaxed)
                usleep(500_000)
            }
        }
    }

    func stop() async throws {
        isStopped.store(true, ordering: .relaxed)
        try await threads.shutdownGracefully()
    }

    private func listen(_ heard: () -> Void) throws {
        let connection = try Connection(address)
        try connection.run("LISTEN \(ChangeLog.channel)")
        try connection.run(Self.idleLimit)
        heard()
        while !isStopped.load(ordering: .relaxed) {
            try takeLead(connection)
            var waiting = pollfd(fd: connection.socket, events: Int16(POLLIN), revents: 0)
            _ = poll(&waiting, 1, 1000)
            if try connection.takeNotifications() { heard() }
        }
    }

    /// Tries to become the leader, or makes sure that the connection still stands.
    private func takeLead(_ connection: Connection) throws {
        guard !isLeader else {
            try connection.run("SELECT 1")
            return
        }
        let rows = try connection.run("SELECT pg_try_advisory_lock(?)::int", [.integer(Self.leaderLock)]).rows
        leads.store(rows.first?.first == .integer(1), ordering: .relaxed)
    }
}
