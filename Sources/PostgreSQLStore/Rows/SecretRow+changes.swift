import OAuthCore
import StoredRows

extension SecretRow {
    /// Makes the stored secrets of a client those of `new` (see ``SecretChanges``).
    static func write(_ new: [ClientSecret], over old: [ClientSecret], of client: ClientID, _ db: Connection) throws {
        let changes = SecretChanges(to: new, from: old, of: client)
        for id in changes.removed {
            try db.run(
                "DELETE FROM client_secrets WHERE id = ? AND client_id = ?",
                [.integer(id.number), .integer(client.number)])
        }
        for row in changes.added { try row.insert(db) }
        for row in changes.altered { try row.update(db) }
    }

    /// Raises the times of last use, and notes where from. Of several uses of one secret the last of the newest counts.
    static func record(_ uses: [SecretUse], _ db: Connection) throws {
        var newest: [SecretID: SecretUse] = [:]
        for use in uses where newest[use.secretID].map({ $0.time <= use.time }) ?? true { newest[use.secretID] = use }
        let uses = Array(newest.values)
        try db.run(
            """
            UPDATE client_secrets SET last_used_time = used.time, last_used_address = used.address
            FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::text[]) AS used (id, client_id, time, address)
            WHERE client_secrets.id = used.id AND client_secrets.client_id = used.client_id
            AND client_secrets.last_used_time <= used.time
            """,
            [
                .list(uses.map(\.secretID.number)), .list(uses.map(\.clientID.number)),
                .list(uses.map(\.time.milliseconds)), .list(uses.map { $0.address as String? }),
            ])
    }
}
