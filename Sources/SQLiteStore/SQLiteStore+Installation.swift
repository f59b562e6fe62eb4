import GRDB
import OAuthCore
import StoredRows
package import Stores

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

    /// Binds the store to another master key and encrypts everything anew that is sealed, in one transaction.
    /// - Throws: ``StoreError`` `missingReference` of `master_key_fingerprint` when it is bound to another key; what
    ///   `reseal` threw.
    package func replaceMasterKey(
        fingerprint old: String, by new: String, _ reseal: @escaping @Sendable (SealedValue) throws -> [UInt8]
    ) async throws -> Int {
        try await write { [file] db in
            guard try Self.fingerprint(db) == old else {
                throw StoreError(
                    .missingReference, field: "master_key_fingerprint",
                    "the database \(file.path) is bound to another master key")
            }
            let keys = try SigningKeyRow.fetch(db, "ORDER BY id").map(\.key)
            for var key in keys {
                key.sealedPrivateKey = try Refusal.wrapping { try reseal(.signingKey(key)) }
                try SigningKeyRow(key).update(db)
            }
            var count = keys.count
            for var webhook in try WebhookRow.fetch(db, "ORDER BY id").map(\.webhook) {
                webhook.secret = try Refusal.wrapping {
                    .init(try reseal(.webhookSecret(webhook.id, webhook.secret.bytes)))
                }
                count += 1
                if let previous = webhook.previousSecret {
                    let secret = try Refusal.wrapping { try reseal(.webhookSecret(webhook.id, previous.secret.bytes)) }
                    webhook.previousSecret = .init(secret: .init(secret), expireTime: previous.expireTime)
                    count += 1
                }
                try WebhookRow(webhook).update(db)
            }
            try db.execute(
                sql: "UPDATE installation SET master_key_fingerprint = ? WHERE id = 1", arguments: [new])
            return Outcome(count)
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
