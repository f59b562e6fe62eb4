import Crypto
import GRDB
import OAuthCore
import Stores

/// The tables and how they came to be.
///
/// A migration only ever adds, so that the previous release can still work with the file. The header of the file says
/// whose it is (`application_id`) and which release can work with it (`user_version`): the oldest ``generation`` that
/// can. A migration that shuts older releases out raises `user_version` to its own generation.
enum Schema {
    /// Marks the files of Mintmark: "Mint".
    static let applicationID: Int64 = 0x4D69_6E74
    /// Counts the migrations of this release.
    static let generation: Int64 = 7

    /// Applies the migrations that the file lacks; those of newer releases are left alone.
    /// - Parameter audit: chains the events of a store that has no chain yet.
    static func migrate(_ writer: some DatabaseWriter, _ audit: AuditLog) throws {
        let migrator = migrator(audit)
        while true {
            let before = try writer.read(migrator.appliedIdentifiers)
            do {
                return try migrator.migrate(writer)
            } catch {
                // Another process may have been faster with the same migration.
                guard try writer.read(migrator.appliedIdentifiers) != before else { throw error }
            }
        }
    }

    /// How far the tables of a file of Mintmark are.
    static func status(_ db: Database) throws -> SchemaStatus {
        guard try db.tableExists("grdb_migrations") else {
            return SchemaStatus(generation: 0, newest: generation, isNewer: false)
        }
        let applied = Set(try String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations"))
        // No migration runs, so any chain will do.
        let known = Set(migrator(AuditLog(chain: AuditChain(key: SymmetricKey(size: .bits256)))).migrations)
        return SchemaStatus(
            generation: Int64(applied.intersection(known).count), newest: generation,
            isNewer: !applied.isSubset(of: known))
    }

    /// All migrations, oldest first. Their names are stored and never change.
    private static func migrator(_ audit: AuditLog) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("001_initial", foreignKeyChecks: .immediate) { db in
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(sql: "PRAGMA user_version = 1")
            try db.execute(sql: InitialSchema.tables)
            try db.execute(sql: InitialSchema.sizes)
        }
        migrator.registerMigration("002_revocations", foreignKeyChecks: .immediate) { db in
            try db.execute(sql: RevocationSchema.tables)
        }
        migrator.registerMigration("003_audit_chain", foreignKeyChecks: .immediate) { db in
            // An older release would add events without their codes.
            try db.execute(sql: "PRAGMA user_version = 3")
            try db.execute(sql: AuditChainSchema.tables)
            try audit.adopt(db)
            try db.execute(sql: AuditChainSchema.triggers)
        }
        migrator.registerMigration("004_token_counts", foreignKeyChecks: .immediate) { db in
            try db.execute(sql: TokenCountSchema.tables)
        }
        migrator.registerMigration("005_webhooks", foreignKeyChecks: .immediate) { db in
            try db.execute(sql: WebhookSchema.tables)
        }
        migrator.registerMigration("006_secret_life", foreignKeyChecks: .immediate) { db in
            try db.execute(sql: SecretLifeSchema.changes)
        }
        migrator.registerMigration("007_client_limits", foreignKeyChecks: .immediate) { db in
            try db.execute(sql: ClientLimitsSchema.tables)
        }
        return migrator
    }
}
