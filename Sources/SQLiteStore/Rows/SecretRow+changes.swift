import GRDB
import OAuthCore
import StoredRows

extension SecretRow {
    /// Makes the stored secrets of a client those of `new`, row by row, and touches no other. The last use of a secret
    /// is only ever raised.
    static func write(_ new: [ClientSecret], over old: [ClientSecret], of client: ClientID, _ db: Database) throws {
        let kept = Set(new.map(\.id))
        for secret in old where !kept.contains(secret.id) {
            try db.cachedStatement(sql: "DELETE FROM client_secrets WHERE id = ? AND client_id = ?")
                .execute(arguments: [secret.id.number, client.number])
        }
        for secret in new {
            var row = SecretRow(secret, of: client)
            guard let before = old.first(where: { $0.id == secret.id }) else {
                try row.insert(db)
                continue
            }
            if secret.lastUsedTime <= before.lastUsedTime {
                row.secret.lastUsedTime = before.lastUsedTime
                row.secret.lastUsedAddress = before.lastUsedAddress
            }
            if row.secret != before { try row.update(db) }
        }
    }

    /// Raises the times of last use, and notes where from.
    static func record(_ uses: [SecretUse], _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                UPDATE client_secrets SET last_used_time = ?, last_used_address = ?
                WHERE id = ? AND client_id = ? AND last_used_time <= ?
                """)
        for use in uses {
            let time = use.time.milliseconds
            try statement.execute(arguments: [time, use.address, use.secretID.number, use.clientID.number, time])
        }
    }
}
