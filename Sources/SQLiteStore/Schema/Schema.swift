import GRDB

/// The tables and how they came to be.
///
/// A migration only ever adds, so that the previous release can still work with the file. The header of the file says
/// whose it is (`application_id`) and which release can work with it (`user_version`): the oldest ``generation`` that
/// can. A migration that shuts older releases out raises `user_version` to its own generation.
enum Schema {
    /// Marks the files of Mintmark: "Mint".
    static let applicationID: Int64 = 0x4D69_6E74
    /// Counts the migrations of this release.
    static let generation: Int64 = 2

    /// Applies the migrations that the file lacks; those of newer releases are left alone.
    static func migrate(_ writer: some DatabaseWriter) throws {
        let migrator = migrator
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

    /// All migrations, oldest first. Their names are stored and never change.
    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("001_initial", foreignKeyChecks: .immediate) { db in
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(sql: "PRAGMA user_version = 1")
            try db.execute(sql: InitialSchema.tables)
            try db.execute(sql: InitialSchema.sizes)
        }
        migrator.registerMigration("005_webhooks", foreignKeyChecks: .immediate) { db in
            try db.execute(sql: WebhookSchema.tables)
        }
        return migrator
    }
}
