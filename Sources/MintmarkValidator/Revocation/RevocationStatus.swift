/// What a ``TokenValidator`` knows of its issuer's revocations, for metrics and health checks.
public struct RevocationStatus: Sendable, Equatable {
    /// How many seconds ago the issuer last confirmed the rules; `nil` before the first time.
    public var age: Int64?
    /// Whether that is longer ago than allowed, or has never happened.
    public var isStale: Bool
    /// The number of the issuer's state that is held; it only grows. `nil` before the first.
    public var revision: Int64?
    /// How many rules are in force.
    public var ruleCount: Int
    /// How many rules of the last whole set, and since, were of a kind that this version does not know.
    public var ignoredRuleCount: Int
    /// Whether a stream is open, or the last question was answered.
    public var isConnected: Bool
    /// How many tokens were accepted while the state was stale.
    public var acceptedWhileStale: Int64
    /// How many tokens were refused because the state was stale.
    public var refusedWhileStale: Int64
    /// How many tokens were refused because a rule ends them.
    public var refusedAsRevoked: Int64
    /// Why the issuer's rules could not be taken the last time; `nil` once they were taken again.
    public var failure: String?
}
