import JOSE

/// A rule of an issuer's revocation feed: it ends tokens before they expire.
struct RevocationRule: Sendable, Equatable {
    /// What a rule ends.
    enum Subject: Sendable, Equatable {
        /// `jti`: one token.
        case token(String)
        /// `client_id`: the tokens of a client that were issued before a time in seconds.
        case client(String, issuedBefore: Int64)
        /// `secret_id`: those got with one client secret (the token's claim `secret_id`).
        case secret(String, issuedBefore: Int64)
        /// `oid`: those of an organization's clients.
        case organization(String, issuedBefore: Int64)
        /// `kid`: those signed by one key (the token's header).
        case key(String, issuedBefore: Int64)
        /// `all`: all that were issued before a time.
        case all(issuedBefore: Int64)
    }

    let subject: Subject
    /// `exp`, in seconds since 1970: no token lives longer that the rule could end.
    let expiry: Int64

    init(_ subject: Subject, expiry: Int64) {
        self.subject = subject
        self.expiry = expiry
    }

    /// A rule from its JSON: `exp`, and exactly one of `jti`, `client_id`, `secret_id`, `oid`, `kid` and `all`, which but
    /// for `jti` come with `issued_before`. Other members are passed over.
    /// - Returns: `nil` for a subject that is not known here, as a later version may have.
    /// - Throws: ``RevocationFault`` `malformed`.
    static func parse(_ json: JSONValue) throws(RevocationFault) -> RevocationRule? {
        guard let members = json.members, let expiry = json["exp"]?.integer, expiry >= 0 else {
            throw .malformed("a rule is no object with a whole number exp")
        }
        let subjects = members.filter { Self.subjectNames.contains($0.name) }
        guard let member = subjects.first else { return nil }
        guard subjects.count == 1 else { throw .malformed("a rule has more than one subject") }
        return RevocationRule(try subject(member, json["issued_before"]), expiry: expiry)
    }

    private static let subjectNames: Set<String> = ["jti", "client_id", "secret_id", "oid", "kid", "all"]

    private static func subject(_ member: JSONValue.Member, _ time: JSONValue?) throws(RevocationFault) -> Subject {
        if member.name == "jti", let id = member.value.string, !id.isEmpty { return .token(id) }
        guard let issuedBefore = time?.integer else { throw .malformed("a rule lacks a whole number issued_before") }
        if member.name == "all", member.value == .bool(true) { return .all(issuedBefore: issuedBefore) }
        guard let id = member.value.string, !id.isEmpty else {
            throw .malformed("the subject \(member.name) of a rule has the wrong type")
        }
        return switch member.name {
        case "client_id": .client(id, issuedBefore: issuedBefore)
        case "secret_id": .secret(id, issuedBefore: issuedBefore)
        case "oid": .organization(id, issuedBefore: issuedBefore)
        case "kid": .key(id, issuedBefore: issuedBefore)
        default: throw .malformed("the subject \(member.name) of a rule has the wrong type")
        }
    }
}
