package import OAuthCore
package import Stores

/// A store that holds nothing and keeps nothing, since the token path never waits for one.
package struct EmptyStore: AuditStore, ClientStore, TokenCountStore {
    package init() {}

    package func append(_ events: [AuditEvent]) async throws {}

    package func auditEvents(
        _ page: PageRequest, matching filter: AuditFilter, order: ListOrder
    ) async throws -> Page<AuditRecord> {
        Page(items: [], next: nil, previous: nil, totalCount: 0)
    }

    package func verifyAuditLog(known: AuditMark?) async throws -> AuditVerification {
        throw StoreError(.unavailable, "there is no log")
    }

    package func pruneAuditEvents(
        before time: Timestamp, limit: Int, recording event: @escaping @Sendable (AuditPruning) -> AuditEvent
    ) async throws -> AuditPruning? { nil }

    package func add(_ counts: [TokenCount]) async throws {}

    package func tokenCounts(of client: ClientID) async throws -> [TokenCount] { [] }

    package func removeTokenCounts(before hour: Int64, expiredAt now: Timestamp, limit: Int) async throws -> Int { 0 }

    package func insert(_ client: Client, recording event: AuditEvent) async throws {}

    package func client(_ id: ClientID) async throws -> Client? { nil }

    package func clients(of organization: OrganizationID?, _ page: PageRequest) async throws -> Page<Client> {
        Page(items: [], next: nil, previous: nil, totalCount: 0)
    }

    package func updateClient(
        _ id: ClientID, of organization: OrganizationID?, requiring condition: CallerCondition?,
        revoking: @escaping @Sendable (Client, Client) -> [Revocation],
        _ change: @escaping @Sendable (inout Client) throws -> AuditEvent
    ) async throws -> Client? { nil }

    package func deleteClient(
        _ id: ClientID, of organization: OrganizationID?, requiring condition: CallerCondition?,
        revoking: [Revocation], recording event: AuditEvent
    ) async throws -> Bool { false }

    package func clients(after number: Int64, limit: Int) async throws -> [Client] { [] }

    package func record(_ uses: [SecretUse]) async throws {}
}
