/// The revocations in force at one moment, one for each subject.
package struct RevocationSet: Sendable, Equatable {
    private var bySubject: [RevocationSubject: Revocation] = [:]
    /// The highest revision that was ever given; 0 before the first.
    package private(set) var revision: Int64

    package init(_ revocations: some Sequence<Revocation> = [], revision: Int64 = 0) {
        self.revision = revision
        insert(revocations)
    }

    package var isEmpty: Bool { bySubject.isEmpty }
    package var count: Int { bySubject.count }

    /// Those after a revision, in the order of their revisions.
    package func revocations(after revision: Int64 = 0) -> [Revocation] {
        bySubject.values.filter { $0.revision > revision }.sorted { $0.revision < $1.revision }
    }

    /// Adds revocations; a newer one of the same subject ends what either would.
    package mutating func insert(_ revocations: some Sequence<Revocation>) {
        for revocation in revocations {
            let older = bySubject[revocation.subject]
            bySubject[revocation.subject] = older.map(revocation.merging) ?? revocation
            revision = max(revision, revocation.revision)
        }
    }

    /// Drops those that can end nothing any more.
    /// - Returns: whether there were any.
    package mutating func removeExpired(at now: Timestamp) -> Bool {
        let before = bySubject.count
        bySubject = bySubject.filter { $0.value.expireTime > now }
        return bySubject.count != before
    }

    /// Whether the token is ended.
    package func ends(_ token: RevocableToken) -> Bool {
        guard !bySubject.isEmpty else { return false }
        if let id = token.tokenID, bySubject[.token(id)] != nil { return true }
        return token.issueTime < firstSecond(for: token)
    }

    /// The first second, as an `iat`, of which a token like this is not ended; 0 when no rule is about it.
    package func firstSecond(for token: RevocableToken) -> Int64 {
        guard !bySubject.isEmpty else { return 0 }
        var second = bySubject[.everything]?.issuedBefore ?? 0
        second = max(second, bySubject[.client(token.clientID)]?.issuedBefore ?? 0)
        second = max(second, bySubject[.key(token.keyID)]?.issuedBefore ?? 0)
        if let id = token.organizationID { second = max(second, bySubject[.organization(id)]?.issuedBefore ?? 0) }
        if let id = token.secretID { second = max(second, bySubject[.secret(id)]?.issuedBefore ?? 0) }
        return second
    }
}
