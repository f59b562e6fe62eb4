package import CoreMetrics
package import OAuthCore

/// A store that counts and times every call to another one, and makes it a span of the request that is traced.
package struct MeasuredStore: Sendable {
    let store: any Store
    let metrics: StoreMetrics

    /// - Parameters:
    ///   - system: the name that OpenTelemetry's semantic conventions have for the database.
    ///   - afterWrite: called after every write that went through; must not block.
    package init(
        _ store: any Store, factory: any MetricsFactory, system: String = "sqlite",
        afterWrite: @escaping @Sendable () -> Void = {}
    ) {
        self.store = store
        metrics = StoreMetrics(factory: factory, system: system, afterWrite: afterWrite)
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

    package func organizationQuotas() async throws -> [OrganizationID: TokenQuota] {
        try await metrics.read { try await store.organizationQuotas() }
    }

    package func organizations(_ page: PageRequest, matching: String?) async throws -> Page<Organization> {
        try await metrics.read { try await store.organizations(page, matching: matching) }
    }

    package func updateOrganization(
        _ id: OrganizationID, _ change: @escaping @Sendable (inout Organization) throws -> AuditEvent
    ) async throws -> Organization? {
        try await metrics.write { try await store.updateOrganization(id, change) }
    }

    package func deleteOrganization(
        _ id: OrganizationID, revoking: [Revocation], recording event: AuditEvent
    ) async throws -> Bool {
        try await metrics.write { try await store.deleteOrganization(id, revoking: revoking, recording: event) }
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
        _ id: ClientID, of organization: OrganizationID?, requiring condition: CallerCondition?,
        revoking: @escaping @Sendable (Client, Client) -> [Revocation],
        _ change: @escaping @Sendable (inout Client) throws -> AuditEvent
    ) async throws -> Client? {
        try await metrics.write {
            try await store.updateClient(id, of: organization, requiring: condition, revoking: revoking, change)
        }
    }

    package func deleteClient(
        _ id: ClientID, of organization: OrganizationID?, requiring condition: CallerCondition?,
        revoking: [Revocation], recording event: AuditEvent
    ) async throws -> Bool {
        try await metrics.write {
            try await store.deleteClient(
                id, of: organization, requiring: condition, revoking: revoking, recording: event)
        }
    }

    package func clients(after number: Int64, limit: Int) async throws -> [Client] {
        try await metrics.read { try await store.clients(after: number, limit: limit) }
    }

    package func record(_ uses: [SecretUse]) async throws {
        try await metrics.write { try await store.record(uses) }
    }
}

extension MeasuredStore: SecretStore {
    package func secrets(_ filter: SecretFilter, _ page: PageRequest) async throws -> Page<ListedSecret> {
        try await metrics.read { try await store.secrets(filter, page) }
    }

    package func secrets(hashedAs hashes: [SecretHash]) async throws -> [ListedSecret] {
        try await metrics.read { try await store.secrets(hashedAs: hashes) }
    }
}

extension MeasuredStore: TokenCountStore {
    package func add(_ counts: [TokenCount]) async throws {
        try await metrics.write { try await store.add(counts) }
    }

    package func tokenCounts(of client: ClientID) async throws -> [TokenCount] {
        try await metrics.read { try await store.tokenCounts(of: client) }
    }

    package func removeTokenCounts(before hour: Int64, expiredAt now: Timestamp, limit: Int) async throws -> Int {
        try await metrics.write { try await store.removeTokenCounts(before: hour, expiredAt: now, limit: limit) }
    }
}

extension MeasuredStore: SigningKeyStore, AuditStore, InstallationStore {
    package func signingKeys() async throws -> [SigningKeyRecord] {
        try await metrics.read { try await store.signingKeys() }
    }

    package func updateSigningKeys(
        revoking: [Revocation], _ change: @escaping @Sendable (inout [SigningKeyRecord]) throws -> [AuditEvent]
    ) async throws -> [SigningKeyRecord] {
        try await metrics.write { try await store.updateSigningKeys(revoking: revoking, change) }
    }

    package func append(_ events: [AuditEvent]) async throws {
        try await metrics.write { try await store.append(events) }
    }

    package func auditEvents(
        _ page: PageRequest, matching filter: AuditFilter, order: ListOrder
    ) async throws -> Page<AuditRecord> {
        try await metrics.read { try await store.auditEvents(page, matching: filter, order: order) }
    }

    package func verifyAuditLog(known: AuditMark?) async throws -> AuditVerification {
        try await metrics.read { try await store.verifyAuditLog(known: known) }
    }

    package func pruneAuditEvents(
        before time: Timestamp, limit: Int, recording event: @escaping @Sendable (AuditPruning) -> AuditEvent
    ) async throws -> AuditPruning? {
        try await metrics.write { try await store.pruneAuditEvents(before: time, limit: limit, recording: event) }
    }

    package func masterKeyFingerprint() async throws -> String? {
        try await metrics.read { try await store.masterKeyFingerprint() }
    }

    package func bind(masterKeyFingerprint: String) async throws {
        try await metrics.write { try await store.bind(masterKeyFingerprint: masterKeyFingerprint) }
    }

    package func replaceMasterKey(
        fingerprint old: String, by new: String, _ reseal: @escaping @Sendable (SealedValue) throws -> [UInt8]
    ) async throws -> Int {
        try await metrics.write { try await store.replaceMasterKey(fingerprint: old, by: new, reseal) }
    }

    package func check() async throws {
        try await metrics.write { try await store.check() }
    }

    package func close() async throws {
        try await store.close()
    }
}

extension MeasuredStore: RevocationStore {
    package func revocations() async throws -> RevocationSet {
        try await metrics.read { try await store.revocations() }
    }

    package func revoke(_ revocations: [Revocation], recording events: [AuditEvent]) async throws -> [Revocation] {
        try await metrics.write { try await store.revoke(revocations, recording: events) }
    }

    package func removeExpiredRevocations(at time: Timestamp) async throws -> Int {
        try await metrics.write { try await store.removeExpiredRevocations(at: time) }
    }
}
