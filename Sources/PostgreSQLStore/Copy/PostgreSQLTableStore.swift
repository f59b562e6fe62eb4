package import OAuthCore
package import StoredRows
package import Stores

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A PostgreSQL store that is read whole, or written whole when it is new.
package struct PostgreSQLTableStore: TableStore {
    /// What the nodes may do while the store is read.
    package enum Nodes: Sendable {
        /// Go on: what is read is one moment of the store.
        case mayRun
        /// None runs, and none can change anything until the store was read.
        case mustBeStopped
    }

    package let place: String
    private let connection: Connection
    private let failure: StoreFailure
    private let nodes: Nodes

    /// What tells this connection from those of nodes in `pg_stat_activity`.
    private static let name = "mintmark store"

    /// Connects to a store that is only read.
    /// - Throws: ``StoreError`` `incompatible` when its tables are not those of this release, `unavailable` when it cannot
    ///   be reached or nodes run that must not.
    package init(reading address: ServerAddress, _ nodes: Nodes) throws {
        try self.init(address, nodes)
        try translating {
            let status = try Schema.status(connection)
            guard status.isCurrent else { throw StoreError.otherSchema(place, status) }
            if nodes == .mustBeStopped { try checkNoNodeRuns() }
        }
    }

    /// Makes the tables of a new store, or connects to one that has nothing but tables.
    /// - Throws: ``StoreError``.
    package init(making address: ServerAddress, auditChain: AuditChain) throws {
        try self.init(address, .mayRun)
        try translating { try Schema(place: place, chain: auditChain).migrate(connection) }
    }

    private init(_ address: ServerAddress, _ nodes: Nodes) throws {
        let failure = StoreFailure(place: address.place)
        place = address.place
        self.failure = failure
        self.nodes = nodes
        do {
            connection = try Connection(address.withoutTimeouts)
            try connection.run("SET application_name = '\(Self.name)'")
        } catch {
            throw failure.translated(error)
        }
    }

    package func read<Value>(_ body: (any StoredTables) throws -> Value) throws -> Value {
        switch nodes {
        case .mayRun:
            return try transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", body)
        case .mustBeStopped:
            // Who wants to change anything waits for this row, in vain when copying takes long.
            return try transaction(
                """
                BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE; SELECT 1 FROM counters WHERE name = 'writes' FOR UPDATE
                """, body)
        }
    }

    package func write<Value>(_ body: (any StoredTables) throws -> Value) throws -> Value {
        try transaction(
            "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SELECT 1 FROM counters WHERE name = 'writes' FOR UPDATE",
            body)
    }

    /// How far the tables of a database are.
    /// - Throws: ``StoreError`` `unavailable`.
    package static func schemaStatus(_ address: ServerAddress) throws -> SchemaStatus {
        do {
            return try Schema.status(Connection(address))
        } catch {
            throw StoreFailure(place: address.place).translated(error)
        }
    }

    /// The fingerprint of the master key that a database is bound to; `nil` for one that is not, or that has no tables yet.
    /// - Throws: ``StoreError`` `unavailable`.
    package static func masterKeyFingerprint(_ address: ServerAddress) throws -> String? {
        do {
            let connection = try Connection(address)
            guard try connection.text("SELECT to_regclass('mintmark.installation')") != nil else { return nil }
            return try connection.text("SELECT master_key_fingerprint FROM mintmark.installation WHERE id = 1")
        } catch {
            throw StoreFailure(place: address.place).translated(error)
        }
    }

    /// A node that runs has connections with its name. They have another one when the URL says so, but the leader is
    /// known by its lock.
    private func checkNoNodeRuns() throws {
        // A connection that was closed a moment ago is still there for another one.
        var isFree = try noNodeRuns()
        for _ in 0..<10 where !isFree {
            usleep(100_000)
            isFree = try noNodeRuns()
        }
        guard isFree else {
            throw StoreError(
                .unavailable,
                "a Mintmark server uses the database \(place): stop all nodes, then copy, so that nothing is changed "
                    + "there that the copy lacks")
        }
    }

    private func noNodeRuns() throws(ServerFailure) -> Bool {
        let others = try connection.text(
            """
            SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
            AND application_name = 'mintmark'
            """)
        guard try connection.text("SELECT pg_try_advisory_lock(\(ChangeListener.leaderLock))::int") == "1" else {
            return false
        }
        try connection.run("SELECT pg_advisory_unlock(\(ChangeListener.leaderLock))")
        return others == "0"
    }

    private func transaction<Value>(_ begin: String, _ body: (any StoredTables) throws -> Value) throws -> Value {
        try translating {
            try connection.transaction(begin, lostCommit: { throw failure.uncertain($0) }) {
                try body(PostgreSQLTables(db: connection))
            }
        }
    }

    private func translating<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            throw failure.translated(error)
        }
    }
}
