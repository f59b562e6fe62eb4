package import OAuthCore
import StoredRows
import Stores

extension PostgreSQLStore: OrganizationStore {
    /// Adds an organization and the event that records it.
    /// - Throws: ``StoreError`` `duplicate` for a taken `id` or `external_id`.
    package func insert(_ organization: Organization, recording event: AuditEvent) async throws {
        try await write { [audit] db in
            try OrganizationRow(organization).insert(db)
            try ListSize.organizations.add(1, db)
            try audit.append([event], db)
            return Outcome((), organization.quota.map { .quota(organization.id, $0) })
        }
    }

    /// The quotas of the organizations that have one of their own.
    package func organizationQuotas() async throws -> [OrganizationID: TokenQuota] {
        try await read { db in
            let rows = try OrganizationRow.fetch(db, "WHERE quota IS NOT NULL").map(\.organization)
            return Dictionary(rows.compactMap { row in row.quota.map { (row.id, $0) } }) { first, _ in first }
        }
    }

    /// The organization with this id; `nil` when there is none.
    package func organization(_ id: OrganizationID) async throws -> Organization? {
        try await read { try Self.organization($0, "id = ?", [.integer(id.number)]) }
    }

    /// The organization with exactly this external id; `nil` when there is none.
    package func organization(externalID: String) async throws -> Organization? {
        guard Self.canBeStored(externalID) else { return nil }
        return try await read { try Self.organization($0, "external_id = ?", [.text(externalID)]) }
    }

    /// The organizations in the order of their ids. With `matching`, all of them are looked through.
    package func organizations(_ page: PageRequest, matching: String?) async throws -> Page<Organization> {
        guard let matching else {
            return try await read { db in
                let size = try ListSize.organizations.read(db)
                return try StoredList<OrganizationRow>().page(page, in: db, totalCount: size) {
                    $0.map(\.organization)
                }
            }
        }
        guard Self.canBeStored(matching) else { return Page(items: [], next: nil, previous: nil, totalCount: 0) }
        return try await read { db in
            // No LIKE, so that % and _ are nothing special. With the collation C lower() changes ASCII letters only.
            let list = StoredList<OrganizationRow>(
                where: """
                    (strpos(lower(display_name COLLATE "C"), lower(?::text COLLATE "C")) > 0
                    OR strpos(lower(external_id COLLATE "C"), lower(?::text COLLATE "C")) > 0
                    OR strpos('org_' || id::text, lower(?::text COLLATE "C")) > 0)
                    """, [.text(matching), .text(matching), .text(matching)])
            return try list.page(page, in: db, totalCount: list.count(db)) { $0.map(\.organization) }
        }
    }

    /// Changes an organization in one transaction.
    /// - Precondition: the change keeps the id.
    /// - Throws: ``StoreError`` `duplicate` for a taken `external_id`; what `change` threw.
    package func updateOrganization(
        _ id: OrganizationID, _ change: @escaping @Sendable (inout Organization) throws -> AuditEvent
    ) async throws -> Organization? {
        try await write { [audit] db in
            guard var organization = try Self.organization(db, "id = ?", [.integer(id.number)]) else {
                return Outcome(nil)
            }
            let quota = organization.quota
            let event = try Refusal.wrapping { try change(&organization) }
            precondition(organization.id == id)
            try OrganizationRow(organization).update(db)
            try audit.append([event], db)
            return Outcome(organization, quota == organization.quota ? nil : .quota(id, organization.quota))
        }
    }

    /// Removes an organization with all its clients and their secrets. The observer hears of all clients at once.
    package func deleteOrganization(
        _ id: OrganizationID, revoking: [Revocation], recording event: AuditEvent
    ) async throws -> Bool {
        try await write { [audit] db in
            let key = [StoredValue.integer(id.number)]
            let rows = try db.run("SELECT id FROM clients WHERE organization_id = ? ORDER BY id", key).rows
            // Clients and secrets go with it (ON DELETE CASCADE).
            let deletion = try db.run("DELETE FROM organizations WHERE id = ?", key)
            guard deletion.changes > 0 else { return Outcome(false) }
            try ListSize.clients(id).remove(db)
            try ListSize.organizations.add(-1, db)
            try audit.append([event], db)
            let clients = rows.compactMap { row -> ClientID? in
                guard case .integer(let number) = row.first else { return nil }
                return ClientID(kind: .organization, number: number)
            }
            let revocations = try RevocationRow.store(revoking, db)
            return Outcome(true, clients.isEmpty ? nil : .removed(clients), revocations: revocations)
        }
    }

    private static func organization(
        _ db: Connection, _ condition: String, _ arguments: [StoredValue]
    ) throws -> Organization? {
        try OrganizationRow.fetch(db, "WHERE \(condition)", arguments).first?.organization
    }

    /// PostgreSQL's text holds no NUL, so that nothing with one can be found.
    private static func canBeStored(_ text: String) -> Bool {
        !text.utf8.contains(0)
    }
}
