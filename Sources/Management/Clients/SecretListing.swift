package import OAuthCore
package import Stores

/// Lists client secrets across clients: those that end soon, and those that nobody uses.
package struct SecretListing: Sendable {
    /// The longest span that can be asked for, in seconds: ten years.
    package static let maximumSpan: Int64 = 315_360_000

    private let store: any SecretStore
    private let clock: any WallClock

    package init(store: any SecretStore, clock: any WallClock) {
        self.store = store
        self.clock = clock
    }

    /// The secrets in force of all clients that the caller may read: with `clients:read` those of organizations'
    /// clients, with `environment:read` those of the environment's.
    /// - Parameters:
    ///   - unusedFor: keeps those that were not used for this many seconds; a new secret counts from its creation.
    ///   - expiringWithin: keeps those that end within this many seconds, and puts the first to end first.
    /// - Throws: ``InvalidFields``, ``ManagementError``.
    package func list(
        _ page: PageRequest, unusedFor: Int64?, expiringWithin: Int64?, by caller: Caller
    ) async throws -> Page<ListedSecret> {
        let now = clock.now()
        for (field, span) in [("unused_for", unusedFor), ("expiring_within", expiringWithin)] {
            guard let span, !(0...Self.maximumSpan).contains(span) else { continue }
            throw InvalidFields(field, "must be 0 to \(Self.maximumSpan) seconds; it is \(span)")
        }
        let filter = SecretFilter(
            kinds: try Self.kinds(caller), time: now, unusedSince: unusedFor.map { now.adding(seconds: -$0) },
            expiringBy: expiringWithin.map { now.adding(seconds: $0) })
        return try await store.secrets(filter, page)
    }

    private static func kinds(_ caller: Caller) throws(ManagementError) -> Set<ClientID.Kind> {
        var kinds: Set<ClientID.Kind> = []
        if caller.scopes.contains(ManagementScope.clientsRead.rawValue) { kinds.insert(.organization) }
        if caller.scopes.contains(ManagementScope.environmentRead.rawValue) { kinds.insert(.environment) }
        guard !kinds.isEmpty else {
            throw .permissionDenied(
                "This call needs the scope clients:read, for the secrets of organizations' clients, or environment:read, "
                    + "for those of the environment's, and the token has neither.")
        }
        return kinds
    }
}
