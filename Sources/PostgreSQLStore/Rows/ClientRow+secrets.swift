import OAuthCore
import StoredRows

extension ClientRow {
    /// The client as it is stored, secrets included.
    static func client(_ id: ClientID, _ db: Connection) throws -> Client? {
        let rows = try fetch(db, "WHERE id = ?", [.integer(id.number)])
        // The number alone is the key; under another kind there is no such client.
        guard rows.first?.client.id == id else { return nil }
        return try addingSecrets(to: rows, db, "WHERE client_id = ?", [.integer(id.number)]).first
    }

    /// The client if that organization, or for `nil` the environment, has it.
    static func client(_ id: ClientID, of organization: OrganizationID?, _ db: Connection) throws -> Client? {
        guard let client = try client(id, db), client.organizationID == organization else { return nil }
        return client
    }

    /// A page of clients with their secrets.
    static func clients(_ rows: [ClientRow], _ db: Connection) throws -> [Client] {
        guard !rows.isEmpty else { return [] }
        return try addingSecrets(
            to: rows, db, "WHERE client_id = ANY (?::bigint[])", [.list(rows.map(\.client.id.number))])
    }

    /// The next clients in the order of their ids.
    static func clients(after number: Int64, limit: Int, _ db: Connection) throws -> [Client] {
        let rows = try fetch(db, "WHERE id > ? ORDER BY id LIMIT ?", [.integer(number), .integer(Int64(limit))])
        guard let last = rows.last?.client.id.number else { return [] }
        return try addingSecrets(
            to: rows, db, "WHERE client_id > ? AND client_id <= ?", [.integer(number), .integer(last)])
    }

    /// Reads the secrets of all rows at once.
    private static func addingSecrets(
        to rows: [ClientRow], _ db: Connection, _ condition: String, _ arguments: [StoredValue]
    ) throws -> [Client] {
        let secrets = try SecretRow.fetch(db, "\(condition) ORDER BY client_id, id", arguments)
        return clients(rows, with: secrets)
    }
}
