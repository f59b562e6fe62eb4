package import OAuthCore

/// Keeps API clients and their secrets. A write has reached the disk when it returns, and the store's
/// ``ClientChangeObserver`` has heard of it.
package protocol ClientStore: Sendable {
    /// Adds a client with its secrets and the event that records it.
    /// - Throws: ``StoreError`` `duplicate` for a taken `id`, `missingReference` for an unknown `organization_id`.
    func insert(_ client: Client, recording event: AuditEvent) async throws

    func client(_ id: ClientID) async throws -> Client?

    /// The clients of an organization, or of the environment for `nil`, in the order of their ids.
    func clients(of organization: OrganizationID?, _ page: PageRequest) async throws -> Page<Client>

    /// Changes a client in one transaction. Secrets that the change adds, alters or drops follow.
    /// - Parameters:
    ///   - organization: whose client it must be; `nil` for the environment's.
    ///   - condition: looked at in the same transaction, before anything else.
    ///   - change: changes the stored value and returns the event to record, or throws to change nothing.
    ///   - revoking: given the client before and after, says which tokens end in the same transaction.
    /// - Returns: the changed client; `nil` when that organization has no such client.
    func updateClient(
        _ id: ClientID, of organization: OrganizationID?, requiring condition: CallerCondition?,
        revoking: @escaping @Sendable (Client, Client) -> [Revocation],
        _ change: @escaping @Sendable (inout Client) throws -> AuditEvent
    ) async throws -> Client?

    /// Removes a client and its secrets.
    /// - Parameters:
    ///   - condition: looked at in the same transaction, before anything else.
    ///   - revoking: which tokens end in the same transaction.
    /// - Returns: whether that organization had such a client.
    func deleteClient(
        _ id: ClientID, of organization: OrganizationID?, requiring condition: CallerCondition?,
        revoking: [Revocation], recording event: AuditEvent
    ) async throws -> Bool

    /// All clients in the order of their ids, at most `limit` at once, to fill a cache.
    /// - Parameter number: the ``ClientID/number`` of the last client already read; 0 to begin.
    func clients(after number: Int64, limit: Int) async throws -> [Client]

    /// Notes the newest use of secrets; uses of secrets that are gone are dropped.
    func record(_ uses: [SecretUse]) async throws
}

extension ClientStore {
    /// Changes a client and ends no tokens.
    package func updateClient(
        _ id: ClientID, of organization: OrganizationID?,
        _ change: @escaping @Sendable (inout Client) throws -> AuditEvent
    ) async throws -> Client? {
        try await updateClient(id, of: organization, requiring: nil, revoking: { _, _ in [] }, change)
    }

    /// Changes a client, whoever asks for it.
    package func updateClient(
        _ id: ClientID, of organization: OrganizationID?,
        revoking: @escaping @Sendable (Client, Client) -> [Revocation],
        _ change: @escaping @Sendable (inout Client) throws -> AuditEvent
    ) async throws -> Client? {
        try await updateClient(id, of: organization, requiring: nil, revoking: revoking, change)
    }

    /// Removes a client and its secrets, and ends no tokens.
    package func deleteClient(
        _ id: ClientID, of organization: OrganizationID?, recording event: AuditEvent
    ) async throws -> Bool {
        try await deleteClient(id, of: organization, requiring: nil, revoking: [], recording: event)
    }

    /// Removes a client and its secrets, whoever asks for it.
    package func deleteClient(
        _ id: ClientID, of organization: OrganizationID?, revoking: [Revocation], recording event: AuditEvent
    ) async throws -> Bool {
        try await deleteClient(id, of: organization, requiring: nil, revoking: revoking, recording: event)
    }
}
