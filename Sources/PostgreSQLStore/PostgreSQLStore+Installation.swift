import OAuthCore
import StoredRows
package import Stores

extension PostgreSQLStore: InstallationStore {
    /// The fingerprint of the master key that the store was made with; `nil` for a store without one.
    package func masterKeyFingerprint() async throws -> String? {
        try await read { try Self.fingerprint($0) }
    }

    /// Binds an empty store to its master key.
    /// - Throws: ``StoreError`` `duplicate` of `master_key_fingerprint` when the store is bound already.
    package func bind(masterKeyFingerprint: String) async throws {
        try await write { [address] db in
            guard try Self.fingerprint(db) == nil else {
                throw StoreError(
                    .duplicate, field: "master_key_fingerprint",
                    "the database \(address.place) is bound to a master key already: use that key, or begin with a new database"
                )
            }
            try db.run(StoredTable.installation.insert, [1, .text(masterKeyFingerprint)])
            return Outcome(())
        }
    }

    /// Binds the store to another master key and encrypts everything anew that is sealed, in one transaction.
    /// - Throws: ``StoreError`` `missingReference` of `master_key_fingerprint` when it is bound to another key; what
    ///   `reseal` threw.
    package func replaceMasterKey(
        fingerprint old: String, by new: String, _ reseal: @escaping @Sendable (SealedValue) throws -> [UInt8]
    ) async throws -> Int {
        try await write { [address] db in
            guard try Self.fingerprint(db) == old else {
                throw StoreError(
                    .missingReference, field: "master_key_fingerprint",
                    "the database \(address.place) is bound to another master key")
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
            try db.run("UPDATE installation SET master_key_fingerprint = ? WHERE id = 1", [.text(new)])
            return Outcome(count, changesKeys: true)
        }
    }

    /// Takes and gives back the right to write, which fails when the server is gone, takes no changes, or somebody holds
    /// the right for too long.
    /// - Throws: ``StoreError`` `incompatible` also when a newer release has shut this one out since it started.
    package func check() async throws {
        try await write { [address] db in
            try Schema.checkGeneration(db, place: address.place)
            return Outcome(())
        }
        // Other connections read.
        try await read { _ in }
    }

    private static func fingerprint(_ db: Connection) throws -> String? {
        let rows = try db.run("SELECT master_key_fingerprint FROM installation WHERE id = 1", []).rows
        guard case .text(let fingerprint) = rows.first?.first else { return nil }
        return fingerprint
    }
}
