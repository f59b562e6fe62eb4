import GRDB
import Stores

extension SQLiteStore: InstallationStore {
    /// The fingerprint of the master key that the store was made with; `nil` for a store without one.
    package func masterKeyFingerprint() async throws -> String? {
        try await read(Self.fingerprint)
    }

    /// Binds an empty store to its master key.
    /// - Throws: ``StoreError`` `duplicate` of `master_key_fingerprint` when the store is bound already.
    package func bind(masterKeyFingerprint: String) async throws {
        try await write { [file] db in
            guard try Self.fingerprint(db) == nil else {
                throw StoreError(
                    .duplicate, field: "master_key_fingerprint",
                    "the database \(file.path) is bound to a master key already: use that key, or begin with a new file"
                )
            }
            try db.execute(sql: StoredTable.installation.insert, arguments: [1, masterKeyFingerprint])
            return Outcome(())
        }
    }

    /// Takes and gives back the right to write, which fails when another process holds it for too long, and makes sure
    /// that the file was not removed or replaced.
    package func check() async throws {
        guard file.isInPlace else { throw StoreError.moved(file.path) }
        try await write { _ in Outcome(()) }
    }

    private static func fingerprint(_ db: Database) throws -> String? {
        try String.fetchOne(db, sql: "SELECT master_key_fingerprint FROM installation WHERE id = 1")
    }
}
