package import OAuthCore

/// Keeps organizations. A write has reached the disk when it returns, and the store's ``ClientChangeObserver`` has heard
/// of it where it changed a quota or removed clients.
package protocol OrganizationStore: Sendable {
    /// Adds an organization and the event that records it.
    /// - Throws: ``StoreError`` `duplicate` for a taken `id` or `external_id`.
    func insert(_ organization: Organization, recording event: AuditEvent) async throws

    func organization(_ id: OrganizationID) async throws -> Organization?

    func organization(externalID: String) async throws -> Organization?

    /// The quotas of the organizations that have one of their own, to keep them in memory.
    func organizationQuotas() async throws -> [OrganizationID: TokenQuota]

    /// The organizations in the order of their ids.
    /// - Parameter matching: keeps those whose display name, external id or id contains this text, letter case of
    ///   ASCII aside; `nil` for all.
    func organizations(_ page: PageRequest, matching: String?) async throws -> Page<Organization>

    /// Changes an organization in one transaction.
    /// - Parameter change: changes the stored value and returns the event to record, or throws to change nothing.
    /// - Returns: the changed organization; `nil` when there is none.
    func updateOrganization(
        _ id: OrganizationID, _ change: @escaping @Sendable (inout Organization) throws -> AuditEvent
    ) async throws -> Organization?

    /// Removes an organization with all its clients and their secrets.
    /// - Parameter revoking: which tokens end in the same transaction.
    /// - Returns: whether there was one.
    func deleteOrganization(_ id: OrganizationID, revoking: [Revocation], recording event: AuditEvent) async throws
        -> Bool
}

extension OrganizationStore {
    /// Removes an organization with all its clients and their secrets, and ends no tokens.
    package func deleteOrganization(_ id: OrganizationID, recording event: AuditEvent) async throws -> Bool {
        try await deleteOrganization(id, revoking: [], recording: event)
    }
}
