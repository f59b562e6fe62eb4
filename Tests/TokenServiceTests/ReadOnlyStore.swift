import OAuthCore
import Stores

/// A client store that is only read, for tests that decide what a read finds.
protocol ReadOnlyStore: ClientStore {}

extension ReadOnlyStore {
    func insert(_ client: Client, recording event: AuditEvent) async throws {}

    func clients(of organization: OrganizationID?, _ page: PageRequest) async throws -> Page<Client> {
        Page(items: [], next: nil, previous: nil, totalCount: 0)
    }

    func updateClient(
        _ id: ClientID, of organization: OrganizationID?, requiring condition: CallerCondition?,
        revoking: @escaping @Sendable (Client, Client) -> [Revocation],
        _ change: @escaping @Sendable (inout Client) throws -> AuditEvent
    ) async throws -> Client? { nil }

    func deleteClient(
        _ id: ClientID, of organization: OrganizationID?, requiring condition: CallerCondition?,
        revoking: [Revocation], recording event: AuditEvent
    ) async throws -> Bool { false }

    func record(_ uses: [SecretUse]) async throws {}
}
