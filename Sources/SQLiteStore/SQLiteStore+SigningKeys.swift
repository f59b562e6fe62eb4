import GRDB
package import OAuthCore
import StoredRows
import Stores

extension SQLiteStore: SigningKeyStore {
    /// All keys, oldest first.
    package func signingKeys() async throws -> [SigningKeyRecord] {
        try await read(Self.signingKeys)
    }

    /// Changes the set of keys in one transaction; only the rows that differ are written.
    /// - Throws: ``StoreError`` `duplicate` for a new key whose `id` is taken; what `change` threw.
    package func updateSigningKeys(
        revoking: [Revocation], _ change: @escaping @Sendable (inout [SigningKeyRecord]) throws -> [AuditEvent]
    ) async throws -> [SigningKeyRecord] {
        try await write { [audit] db in
            let old = try Self.signingKeys(db)
            var new = old
            let events = try Refusal.wrapping { try change(&new) }
            for key in old where !new.contains(where: { $0.id == key.id }) {
                try db.execute(sql: "DELETE FROM signing_keys WHERE id = ?", arguments: [key.id.number])
            }
            for key in new where !old.contains(key) {
                let isKnown = old.contains { $0.id == key.id }
                try isKnown ? SigningKeyRow(key).update(db) : SigningKeyRow(key).insert(db)
            }
            try audit.append(events, db)
            let revocations = try RevocationRow.store(revoking, db)
            return Outcome(try Self.signingKeys(db), revocations: revocations)
        }
    }

    private static func signingKeys(_ db: Database) throws -> [SigningKeyRecord] {
        try SigningKeyRow.fetch(db, "ORDER BY publish_time, id").map(\.key)
    }
}
