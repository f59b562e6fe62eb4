public import CoreMetrics
public import OAuthCore

/// A store that counts and times every call to another one.
public struct MeasuredStore: Sendable {
    private let store: any Store
    private let metrics: StoreMetrics

    public init(_ store: any Store, factory: any MetricsFactory) {
        self.store = store
        metrics = StoreMetrics(factory: factory)
    }
}

extension MeasuredStore: OrganizationStore {
    public func insert(_ organization: Organization, recording event: AuditEvent) async throws {
        try await metrics.write { try await store.insert(organization, recording: event) }
    }

    public func organization(_ id: OrganizationID) async throws -> Organization? {
        try await metrics.read { try await store.organization(id) }
    }

    public func organization(externalID: String) async throws -> Organization? {
        try await metrics.read { try await store.organization(externalID: externalID) }
    }

    public func organizations(_ page: PageRequest, matching: String?) async throws -> Page<Organization> {
        try await metrics.read { try await store.organizations(page, matching: matching) }
    }

    public func updateOrganization(
        _ id: OrganizationID, _ change: @escaping @Sendable (inout Organization) throws -> AuditEvent
    ) async throws -> Organization? {
        try await metrics.write { try await store.updateOrganization(id, change) }
    }

    public func deleteOrganization(_ id: OrganizationID, recording event: AuditEvent) async throws -> Bool {
        try await metrics.write { try await store.deleteOrganization(id, recording: event) }
    }
}

extension MeasuredStore: ClientStore {
    public func insert(_ client: Client, recording event: AuditEvent) async throws {
        try await metrics.write { try await store.insert(client, recording: event) }
    }

    public func client(_ id: ClientID) async throws -> Client? {
        try await metrics.read { try await store.client(id) }
    }

    public func clients(of organization: OrganizationID?, _ page: PageRequest) async throws -> Page<Client> {
        try await metrics.read { try await store.clients(of: organization, page) }
    }

    public func updateClient(
        _ id: ClientID, of organization: OrganizationID?,
        _ change: @escaping @Sendable (inout Client) throws -> AuditEvent
    ) async throws -> Client? {
        try await metrics.write { try await store.updateClient(id, of: organization, change) }
    }

    public func deleteClient(
        _ id: ClientID, of organization: OrganizationID?, recording event: AuditEvent
    ) async throws -> Bool {
        try await metrics.write { try await store.deleteClient(id, of: organization, recording: event) }
    }

    public func clients(after number: Int64, limit: Int) async throws -> [Client] {
        try await metrics.read { try await store.clients(after: number, limit: limit) }
    }

    public func record(_ uses: [SecretUse]) async throws {
        try await metrics.write { try await store.record(uses) }
    }
}

extension MeasuredStore: SigningKeyStore, AuditStore, InstallationStore {
    public func signingKeys() async throws -> [SigningKeyRecord] {
        try await metrics.read { try await store.signingKeys() }
    }

    public func updateSigningKeys(
        _ change: @escaping @Sendable (inout [SigningKeyRecord]) throws -> [AuditEvent]
    ) async throws -> [SigningKeyRecord] {
        try await metrics.write { try await store.updateSigningKeys(change) }
    }

    public func auditEvents(_ page: PageRequest) async throws -> Page<AuditEvent> {
        try await metrics.read { try await store.auditEvents(page) }
    }

    public func masterKeyFingerprint() async throws -> String? {
        try await metrics.read { try await store.masterKeyFingerprint() }
    }

    public func bind(masterKeyFingerprint: String) async throws {
        try await metrics.write { try await store.bind(masterKeyFingerprint: masterKeyFingerprint) }
    }

    public func check() async throws {
        try await metrics.write { try await store.check() }
    }

    public func close() async throws {
        try await store.close()
    }
}
