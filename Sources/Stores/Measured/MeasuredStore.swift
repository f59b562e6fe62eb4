package import CoreMetrics
package import OAuthCore

/// A store that counts and times every call to another one.
package struct MeasuredStore: Sendable {
    let store: any Store
    let metrics: StoreMetrics

    /// - Parameter afterWrite: called after every write that went through; must not block.
    package init(
        _ store: any Store, factory: any MetricsFactory, afterWrite: @escaping @Sendable () -> Void = {}
    ) {
        self.store = store
        metrics = StoreMetrics(factory: factory, afterWrite: afterWrite)
    }
}

extension MeasuredStore: OrganizationStore {
    package func insert(_ organization: Organization, recording event: AuditEvent) async throws {
        try await metrics.write { try await store.insert(organization, recording: event) }
    }

    package func organization(_ id: OrganizationID) async throws -> Organization? {
        try await metrics.read { try await store.organization(id) }
    }

    package func organization(externalID: String) async throws -> Organization? {
        try await metrics.read { try await store.organization(externalID: externalID) }
    }

    package func organizations(_ page: PageRequest, matching: String?) async throws -> Page<Organization> {
        try await metrics.read { try await store.organizations(page, matching: matching) }
    }

    package func updateOrganization(
        _ id: OrganizationID, _ change: @escaping @Sendable (inout Organization) throws -> AuditEvent
    ) async throws -> Organization? {
        try await metrics.write { try await store.updateOrganization(id, change) }
    }

    package func deleteOrganization(_ id: OrganizationID, recording event: AuditEvent) async throws -> Bool {
        try await metrics.write { try await store.deleteOrganization(id, recording: event) }
    }
}

extension MeasuredStore: ClientStore {
    package func insert(_ client: Client, recording event: AuditEvent) async throws {
        try await metrics.write { try await store.insert(client, recording: event) }
    }

    package func client(_ id: ClientID) async throws -> Client? {
        try await metrics.read { try await store.client(id) }
    }

    package func clients(of organization: OrganizationID?, _ page: PageRequest) async throws -> Page<Client> {
        try await metrics.read { try await store.clients(of: organization, page) }
    }

    package func updateClient(
        _ id: ClientID, of organization: OrganizationID?,
        _ change: @escaping @Sendable (inout Client) throws -> AuditEvent
    ) async throws -> Client? {
        try await metrics.write { try await store.updateClient(id, of: organization, change) }
    }

    package func deleteClient(
        _ id: ClientID, of organization: OrganizationID?, recording event: AuditEvent
    ) async throws -> Bool {
        try await metrics.write { try await store.deleteClient(id, of: organization, recording: event) }
    }

    package func clients(after number: Int64, limit: Int) async throws -> [Client] {
        try await metrics.read { try await store.clients(after: number, limit: limit) }
    }

    package func record(_ uses: [SecretUse]) async throws {
        try await metrics.write { try await store.record(uses) }
    }
}

extension MeasuredStore: SigningKeyStore, AuditStore, InstallationStore {
    package func signingKeys() async throws -> [SigningKeyRecord] {
        try await metrics.read { try await store.signingKeys() }
    }

    package func updateSigningKeys(
        _ change: @escaping @Sendable (inout [SigningKeyRecord]) throws -> [AuditEvent]
    ) async throws -> [SigningKeyRecord] {
        try await metrics.write { try await store.updateSigningKeys(change) }
    }

    package func auditEvents(_ page: PageRequest) async throws -> Page<AuditEvent> {
        try await metrics.read { try await store.auditEvents(page) }
    }

    package func masterKeyFingerprint() async throws -> String? {
        try await metrics.read { try await store.masterKeyFingerprint() }
    }

    package func bind(masterKeyFingerprint: String) async throws {
        try await metrics.write { try await store.bind(masterKeyFingerprint: masterKeyFingerprint) }
    }

    package func check() async throws {
        try await metrics.write { try await store.check() }
    }

    package func close() async throws {
        try await store.close()
    }
}
