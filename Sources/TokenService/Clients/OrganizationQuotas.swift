import OAuthCore
package import Stores
import Synchronization

/// The quotas of organizations in memory, for the token path: those of their own, else the environment's default.
package final class OrganizationQuotas: Sendable {
    private let standard: TokenQuota?
    private let own = Mutex<[OrganizationID: TokenQuota]>([:])
    /// Spares the look-up where no organization has a quota of its own.
    private let hasOwn = Atomic(false)

    init(standard: TokenQuota?) {
        self.standard = standard
    }

    /// `nil` for no limit.
    func quota(of organization: OrganizationID) -> TokenQuota? {
        guard hasOwn.load(ordering: .acquiring) else { return standard }
        return own.withLock { $0[organization] } ?? standard
    }

    /// Reads all of them, before anything can change them.
    package func load(from store: any OrganizationStore) async throws {
        let quotas = try await store.organizationQuotas()
        own.withLock { $0 = quotas }
        hasOwn.store(!quotas.isEmpty, ordering: .releasing)
    }

    func set(_ quota: TokenQuota?, of organization: OrganizationID) {
        own.withLock { $0[organization] = quota }
        if quota != nil { hasOwn.store(true, ordering: .releasing) }
    }
}
