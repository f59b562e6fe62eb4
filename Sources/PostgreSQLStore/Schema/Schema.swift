import OAuthCore
import StoredRows
import Stores

/// The tables and how they came to be.
///
/// A migration only ever adds, so that the previous release can still work beside the new one during an upgrade. The
/// row of `store_schema` says which release can work with the store: the oldest ``generation`` that can.
struct Schema: Sendable {
    /// Counts the migrations of this release.
    static let generation = Int64(migrations.count)
    /// Oldest first. None of them has shut older releases out yet; one that does raises `oldest_generation` to its own
    /// number.
    static let migrations = [
        InitialSchema.statements + AuditSchema.statements + WebhookSchema.statements, LimitUseSchema.statements,
        LimitUseTimeSchema.statements,
    ]
    /// Of the lock that the one holds which migrates: "Mint" and a number.
    private static let lock: Int64 = 0x4D69_6E74_0000_0001

    let place: String
    let chain: AuditChain

    /// Applies the migrations that the database lacks, one process at a time, and checks that this release can work with
    /// it.
    /// - Throws: ``ServerFailure``; ``StoreError`` `incompatible` or `corrupt`.
    func migrate(_ connection: Connection) throws {
        try checkEncoding(connection)
        // A migration that takes long must not fail those that wait for it.
        try connection.run("SET lock_timeout = 0; SET statement_timeout = 0")
        try connection.run("SELECT pg_advisory_lock(\(Self.lock))")
        defer { try? connection.run("SELECT pg_advisory_unlock(\(Self.lock))") }
        try connection.run("BEGIN")
        do {
            try apply(connection)
            try checkTables(connection)
            try CommitMark.removeOld(connection)
            try connection.run("COMMIT")
        } catch {
            try? connection.run("ROLLBACK")
            throw error
        }
    }

    /// How far the tables are. Needs nothing to be there.
    static func status(_ connection: Connection) throws(ServerFailure) -> SchemaStatus {
        guard try connection.text("SELECT to_regclass('mintmark.store_schema')") != nil else {
            return SchemaStatus(generation: 0, newest: generation, isNewer: false)
        }
        let text = try connection.text("SELECT generation FROM mintmark.store_schema WHERE id = 1")
        let applied = text.flatMap { Int64($0) } ?? 0
        return SchemaStatus(generation: min(applied, generation), newest: generation, isNewer: applied > generation)
    }

    private func apply(_ connection: Connection) throws {
        try connection.run(
            """
            CREATE SCHEMA IF NOT EXISTS mintmark;
            CREATE TABLE IF NOT EXISTS mintmark.store_schema (
                id BIGINT PRIMARY KEY CHECK (id = 1), generation BIGINT NOT NULL, oldest_generation BIGINT NOT NULL)
            """)
        let applied = try Self.checkGeneration(connection, place: place)
        guard applied < Self.generation else { return }
        for statement in Self.migrations.dropFirst(Int(applied)).joined() { try connection.run(statement) }
        if applied == 0 {
            try AuditHeadRow(SealedChainHead(emptyFor: chain)).insert(connection)
            try connection.run("INSERT INTO store_schema (id, generation, oldest_generation) VALUES (1, 1, 1)")
        }
        try connection.run("UPDATE store_schema SET generation = ?", [.integer(Self.generation)])
    }

    /// Checks that no newer release has shut this one out.
    /// - Returns: the number of the last migration that was applied; 0 when there is none.
    /// - Throws: ``StoreError`` `incompatible`; ``ServerFailure``.
    @discardableResult
    static func checkGeneration(_ connection: Connection, place: String) throws -> Int64 {
        let row = try connection.run("SELECT generation, oldest_generation FROM store_schema WHERE id = 1", []).rows
            .first
        guard case .integer(let applied) = row?[0], case .integer(let oldest) = row?[1] else { return 0 }
        guard oldest <= generation else {
            throw StoreError(
                .incompatible,
                """
                the database \(place) was changed by a newer Mintmark that this one cannot work beside (it needs \
                schema \(oldest), this program has schema \(generation)): run the newer program, or restore \
                the backup made before the upgrade
                """)
        }
        return applied
    }

    private func checkEncoding(_ connection: Connection) throws {
        let encoding = try connection.run("SHOW server_encoding", []).rows.first?.first
        guard encoding == .text("UTF8") else {
            throw StoreError(
                .incompatible,
                "the database \(place) has the encoding \(encoding ?? .null): make one with ENCODING 'UTF8'")
        }
    }

    /// Checks that every table and column that the migrations made is there.
    private func checkTables(_ connection: Connection) throws {
        for table in MadeTable.all(by: Self.migrations.joined()) { try check(table, connection) }
    }

    private func check(_ table: MadeTable, _ connection: Connection) throws {
        do {
            try connection.run(table.look, [])
        } catch {
            // Class 42 has what names something that is not there.
            guard error.state?.hasPrefix("42") == true else { throw error }
            throw StoreError(
                .corrupt,
                """
                the database \(place) lacks what Mintmark made there: restore it from a backup (\(error.message), \
                table \(table.name))
                """)
        }
    }
}
