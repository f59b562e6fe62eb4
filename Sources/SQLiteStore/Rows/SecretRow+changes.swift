import GRDB
import OAuthCore
import StoredRows

extension SecretRow {
    /// Makes the stored secrets of a client those of `new` (see ``SecretChanges``).
    static func write(_ new: [ClientSecret], over old: [ClientSecret], of client: ClientID, _ db: Database) throws {
        let changes = SecretChanges(to: new, from: old, of: client)
        for id in changes.removed {
            try db.cachedStatement(sql: "DELETE FROM client_secrets WHERE id = ? AND client_id = ?")
                .execute(arguments: [id.number, client.number])
        }
        for row in changes.added { try row.insert(db) }
        for row in changes.altered { try row.update(db) }
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
