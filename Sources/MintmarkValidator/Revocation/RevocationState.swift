/// What is known of an issuer's revocations and of the connection to them: a state machine without clock and network.
struct RevocationState: Sendable {
    /// What becomes of a token.
    enum Verdict: Sendable, Equatable {
        case accepted
        case revoked
        case unknown
    }

    /// How long to wait before the next attempt after the first failure, and at most, in seconds.
    private static let delays = (first: 0.25, longest: 15.0)

    let following: RevocationFollowing
    private(set) var set = RevocationSet.empty
    private(set) var revision: Int64?
    private(set) var isConnected = false
    /// `iat` of the newest document.
    private var issuedAt: Int64 = .min
    /// When the issuer last confirmed ``revision``.
    private var confirmationTime: Int64?
    /// When rules whose time is over were last dropped.
    private var tidyTime: Int64 = 0
    private var ignoredCount = 0
    private var failureCount = 0
    private var failure: String?
    private var acceptedWhileStale: Int64 = 0
    private var refusedWhileStale: Int64 = 0
    private var refusedAsRevoked: Int64 = 0

    init(following: RevocationFollowing) {
        self.following = following
    }

    /// A clock that was set back makes the state stale too: nothing can be said of its age.
    private func isStale(at now: Int64) -> Bool {
        guard let confirmationTime else { return true }
        return now - confirmationTime > following.staleAfter || now < confirmationTime - following.staleAfter
    }

    /// Decides about a token and counts what it decided.
    mutating func judge(_ claims: StandardClaims, keyID: String, at now: Int64) -> Verdict {
        if set.ends(claims, keyID: keyID) {
            refusedAsRevoked += 1
            return .revoked
        }
        guard isStale(at: now) else { return .accepted }
        switch following.whenStale {
        case .accept:
            acceptedWhileStale += 1
            return .accepted
        case .refuse:
            refusedWhileStale += 1
            return .unknown
        }
    }

    /// Takes a document whose signature is right.
    /// - Throws: ``RevocationFault`` `outdated` for one that is older than what is held, `gap` for rules that add to
    ///   another revision, `tooLarge`.
    mutating func apply(_ document: RevocationDocument, at now: Int64) throws(RevocationFault) {
        let held = revision ?? -1
        if let since = document.since {
            guard document.revision > held else { throw .outdated }
            guard since == revision else { throw .gap }
        }
        guard document.revision >= held, document.issuedAt >= issuedAt else { throw .outdated }
        let base = document.since == nil ? RevocationSet.empty : set
        guard base.count + document.rules.count <= RevocationSet.maximumRules else { throw .tooLarge }
        set = base.adding(document.rules, at: now)
        ignoredCount = (document.since == nil ? 0 : ignoredCount) + document.ignoredCount
        revision = document.revision
        issuedAt = document.issuedAt
        confirm(at: now)
    }

    /// The issuer says which revision is in force.
    /// - Throws: ``RevocationFault`` `gap` when it is not the one that is held.
    mutating func noteHeartbeat(_ revision: Int64, at now: Int64) throws(RevocationFault) {
        guard revision == self.revision else { throw .gap }
        confirm(at: now)
    }

    /// The issuer says that nothing has changed.
    mutating func noteUnchanged(at now: Int64) {
        guard revision != nil else { return }
        confirm(at: now)
    }

    private mutating func confirm(at now: Int64) {
        confirmationTime = now
        if now - tidyTime >= 60 {
            tidyTime = now
            if set.count > 0 { set = set.adding([], at: now) }
        }
    }

    /// A question was answered, or a stream has begun.
    mutating func noteConnected() {
        isConnected = true
        failure = nil
    }

    /// The connection has proved good: the next failure is the first again.
    mutating func noteLasting() {
        failureCount = 0
    }

    mutating func noteFailure(_ reason: String) {
        isConnected = false
        failureCount += 1
        failure = reason
    }

    /// How long to wait before the next attempt, in seconds: twice as long each time, up to a bound, and spread so that
    /// many servers do not all come back at once.
    /// - Parameter random: from 0 to 1.
    func delay(random: Double) -> Double {
        guard failureCount > 0 else { return 0 }
        let doubled = Self.delays.first * Double(1 << min(failureCount - 1, 10))
        return min(doubled, Self.delays.longest) * (0.5 + random / 2)
    }

    func status(at now: Int64) -> RevocationStatus {
        RevocationStatus(
            age: confirmationTime.map { max(0, now - $0) }, isStale: isStale(at: now), revision: revision,
            ruleCount: set.count, ignoredRuleCount: ignoredCount, isConnected: isConnected,
            acceptedWhileStale: acceptedWhileStale, refusedWhileStale: refusedWhileStale,
            refusedAsRevoked: refusedAsRevoked, failure: failure)
    }
}
