import OAuthCore
import StoredRows

extension SecretRow {
    /// Makes the stored secrets of a client those of `new`, row by row, and touches no other. The last use of a secret
    /// is only ever raised.
    static func write(_ new: [ClientSecret], over old: [ClientSecret], of client: ClientID, _ db: Connection) throws {
        let kept = Set(new.map(\.id))
        for secret in old where !kept.contains(secret.id) {
            try db.run(
                "DELETE FROM client_secrets WHERE id = ? AND client_id = ?",
                [.integer(secret.id.number), .integer(client.number)])
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
