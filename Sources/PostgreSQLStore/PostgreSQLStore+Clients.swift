package import OAuthCore
import StoredRows
package import Stores

extension PostgreSQLStore: ClientStore {
    /// Adds a client with its secrets and the event that records it.
    /// - Precondition: the kind of the id says whether there is an organization.
    /// - Throws: ``StoreError`` `duplicate` for a taken `id`, be it the client's or a secret's, `missingReference` for
    ///   an unknown `organization_id`.
    package func insert(_ client: Client, recording event: AuditEvent) async throws {
        precondition((client.id.kind == .environment) == (client.organizationID == nil))
        try await write { [audit] db in
            try ClientRow(client).insert(db)
            try SecretRow.write(client.secrets, over: [], of: client.id, db)
            try ListSize.clients(client.organizationID).add(1, db)
            try audit.append([event], db)
            let stored = try ClientRow.client(client.id, db)
            return Outcome((), stored.map(ClientChange.saved))
        }
    }

    /// The client with this id; `nil` when there is none, or one of the other kind.
    package func client(_ id: ClientID) async throws -> Client? {
        try await read { try ClientRow.client(id, $0) }
    }

    /// The clients of an organization, or of the environment for `nil`, in the order of their ids.
    package func clients(of organization: OrganizationID?, _ page: PageRequest) async throws -> Page<Client> {
        try await read { db in
            let list =
                organization.map { StoredList<ClientRow>(where: "organization_id = ?", [.integer($0.number)]) }
                ?? StoredList<ClientRow>(where: "organization_id IS NULL")
            let size = try ListSize.clients(organization).read(db)
            return try list.page(page, in: db, totalCount: size) { try ClientRow.clients($0, db) }
        }
    }

    /// Changes a client in one transaction. Of its secrets, only the rows that the change adds, alters or drops are
    /// written; their last use is only ever raised.
    /// - Precondition: the change keeps the ids of the client and of its organization.
    package func updateClient(
        _ id: ClientID, of organization: OrganizationID?, requiring condition: CallerCondition?,
        revoking: @escaping @Sendable (Client, Client) -> [Revocation],
        _ change: @escaping @Sendable (inout Client) throws -> AuditEvent
    ) async throws -> Client? {
        try await write { [audit] db in
            try Self.check(condition, db)
            guard let old = try ClientRow.client(id, of: organization, db) else { return Outcome(nil) }
            var new = old
            let event = try Refusal.wrapping { try change(&new) }
            precondition(new.id == old.id && new.organizationID == old.organizationID)
            try ClientRow(new).update(db)
            try SecretRow.write(new.secrets, over: old.secrets, of: id, db)
            try audit.append([event], db)
            let revocations = try RevocationRow.store(revoking(old, new), db)
            let stored = try ClientRow.client(id, db)
            return Outcome(stored, stored.map(ClientChange.saved), revocations: revocations)
        }
    }

    /// Removes a client and its secrets.
    /// - Returns: whether that organization, or the environment for `nil`, had such a client.
    package func deleteClient(
        _ id: ClientID, of organization: OrganizationID?, requiring condition: CallerCondition?,
        revoking: [Revocation], recording event: AuditEvent
    ) async throws -> Bool {
        guard (id.kind == .environment) == (organization == nil) else { return false }
        return try await write { [audit] db in
            try Self.check(condition, db)
            let deletion = try db.run(
                "DELETE FROM clients WHERE id = ? AND organization_id IS NOT DISTINCT FROM ?::bigint",
                [.integer(id.number), StoredValue(organization?.number)])
            guard deletion.changes > 0 else { return Outcome(false) }
            try ListSize.clients(organization).add(-1, db)
            try audit.append([event], db)
            return Outcome(true, .removed([id]), revocations: try RevocationRow.store(revoking, db))
        }
    }

    private static func check(_ condition: CallerCondition?, _ db: Connection) throws {
        guard let condition else { return }
        let caller = try ClientRow.client(condition.clientID, db)
        try Refusal.wrapping { try condition.check(caller) }
    }

    /// All clients in the order of their ids, at most `limit` at once, in two queries.
    package func clients(after number: Int64, limit: Int) async throws -> [Client] {
        try await read { try ClientRow.clients(after: number, limit: limit, $0) }
    }

    /// Notes the newest use of secrets; uses of secrets that are gone, and older uses, are dropped. The observer does
    /// not hear of it.
    package func record(_ uses: [SecretUse]) async throws {
        guard !uses.isEmpty else { return }
        try await write { db in
            try SecretRow.record(uses, db)
            return Outcome(())
        }
    }
}
