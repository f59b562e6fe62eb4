package import OAuthCore
package import Stores

/// What the management API does with revocations.
package struct RevocationService: Sendable {
    private let store: any RevocationStore & ClientStore & OrganizationStore
    private let longestTokenLifetime: @Sendable () -> Int64
    private let clock: any WallClock

    /// - Parameter longestTokenLifetime: the longest, in seconds, that any living token may have.
    package init(
        store: any RevocationStore & ClientStore & OrganizationStore,
        longestTokenLifetime: @escaping @Sendable () -> Int64, clock: any WallClock
    ) {
        self.store = store
        self.longestTokenLifetime = longestTokenLifetime
        self.clock = clock
    }

    /// Ends tokens, at once.
    /// - Parameters:
    ///   - issuedBefore: ends those that were issued before; `nil` for now.
    ///   - expireTime: when the last of them expires, where that is known.
    /// - Returns: the revocation that is in force now.
    /// - Throws: ``InvalidFields``, ``ManagementError``.
    package func revoke(
        _ subject: RevocationSubject, issuedBefore: Timestamp?, expireTime: Timestamp?, reason: String,
        by caller: Caller
    ) async throws -> Revocation {
        try await authorize(subject, caller)
        if let violation = ReasonText.violation(of: reason) { throw InvalidFields([violation]) }
        let now = clock.now()
        if let issuedBefore, issuedBefore > now {
            throw InvalidFields("issued_before", "must not be in the future; it is \(issuedBefore) and now is \(now)")
        }
        let all = Revocation(
            endingAllOf: subject, at: issuedBefore ?? now, longestLifetime: longestTokenLifetime(), reason: reason)
        let revocation = Revocation(
            subject, issuedBefore: issuedBefore?.seconds ?? all.issuedBefore, expireTime: expireTime ?? all.expireTime,
            createTime: now, reason: reason)
        let event = AuditEvent(
            time: now, action: .tokensRevoked, actor: caller.actor,
            subject: subject == .everything ? "everything" : subject.name, details: revocation.auditDetails)
        let stored = try await store.revoke([revocation], recording: [event])
        return stored.first ?? revocation
    }

    /// The revocations in force, oldest first.
    /// - Throws: ``ManagementError``.
    package func list(by caller: Caller) async throws -> [Revocation] {
        try caller.require(.revocationsRead)
        let now = clock.now()
        return try await store.revocations().revocations().filter { $0.expireTime > now }
    }

    private func authorize(_ subject: RevocationSubject, _ caller: Caller) async throws {
        try caller.require(.revocationsWrite)
        switch subject {
        case .token, .secret: break
        case .client(let id):
            if id.kind == .environment { try caller.require(.environmentWrite) }
            guard try await store.client(id) != nil else { throw ManagementError.notFound("client", id.description) }
        case .organization(let id):
            guard try await store.organization(id) != nil else {
                throw ManagementError.notFound("organization", id.description)
            }
        case .key: try caller.require(.keysWrite)
        case .everything: try caller.require(.environmentWrite)
        }
    }
}
