/// The rules of a feed at one moment, by subject, so that a token costs a few look-ups however many there are.
/// Immutable: a class, so that handing it over costs one reference.
final class RevocationSet: Sendable {
    /// The most that is held; beyond it a document is refused.
    static let maximumRules = 200_000
    /// How long a rule is kept beyond its `exp`, in seconds: the largest leeway with which a token passes after its own.
    static let grace: Int64 = 300

    /// Rules for one subject, taken together: each ends only tokens that have expired by its own end, so the later of both
    /// times ends no token that neither did.
    private struct Bound {
        var issuedBefore: Int64
        var expiry: Int64

        func merged(_ other: Bound) -> Bound {
            Bound(issuedBefore: max(issuedBefore, other.issuedBefore), expiry: max(expiry, other.expiry))
        }
    }

    private struct Rules {
        /// The `exp` of the rule for each `jti`.
        var tokens: [String: Int64] = [:]
        var clients: [String: Bound] = [:]
        var secrets: [String: Bound] = [:]
        var organizations: [String: Bound] = [:]
        var keys: [String: Bound] = [:]
        var all: Bound?

        mutating func add(_ rule: RevocationRule) {
            func merge(_ bounds: inout [String: Bound], _ id: String, _ issuedBefore: Int64) {
                let bound = Bound(issuedBefore: issuedBefore, expiry: rule.expiry)
                bounds[id] = bounds[id]?.merged(bound) ?? bound
            }
            switch rule.subject {
            case .token(let id): tokens[id] = max(tokens[id] ?? 0, rule.expiry)
            case .client(let id, let time): merge(&clients, id, time)
            case .secret(let id, let time): merge(&secrets, id, time)
            case .organization(let id, let time): merge(&organizations, id, time)
            case .key(let id, let time): merge(&keys, id, time)
            case .all(let time):
                let bound = Bound(issuedBefore: time, expiry: rule.expiry)
                all = all?.merged(bound) ?? bound
            }
        }

        mutating func dropAll(endedBy time: Int64) {
            tokens = tokens.filter { $0.value > time }
            clients = clients.filter { $0.value.expiry > time }
            secrets = secrets.filter { $0.value.expiry > time }
            organizations = organizations.filter { $0.value.expiry > time }
            keys = keys.filter { $0.value.expiry > time }
            if let bound = all, bound.expiry <= time { all = nil }
        }

        var count: Int {
            tokens.count + clients.count + secrets.count + organizations.count + keys.count + (all == nil ? 0 : 1)
        }
    }

    /// No rules.
    static let empty = RevocationSet(Rules())

    private let rules: Rules
    /// How many rules there are, those for one subject counted once.
    let count: Int

    private init(_ rules: Rules) {
        self.rules = rules
        count = rules.count
    }

    /// This set and more rules, without those whose time is over.
    func adding(_ more: [RevocationRule], at now: Int64) -> RevocationSet {
        var rules = rules
        for rule in more { rules.add(rule) }
        rules.dropAll(endedBy: now - Self.grace)
        return RevocationSet(rules)
    }

    /// Whether a rule ends the token.
    func ends(_ claims: StandardClaims, keyID: String) -> Bool {
        guard count > 0 else { return false }
        let issuedAt = claims.issuedAt
        if let all = rules.all, issuedAt < all.issuedBefore { return true }
        if !rules.tokens.isEmpty, rules.tokens[claims.tokenID] != nil { return true }
        return Self.ends(rules.clients, claims.clientID, issuedAt) || Self.ends(rules.keys, keyID, issuedAt)
            || Self.ends(rules.secrets, claims.secretID, issuedAt)
            || Self.ends(rules.organizations, claims.organizationID, issuedAt)
    }

    private static func ends(_ bounds: [String: Bound], _ id: String?, _ issuedAt: Int64) -> Bool {
        guard !bounds.isEmpty, let id, let bound = bounds[id] else { return false }
        return issuedAt < bound.issuedBefore
    }
}
