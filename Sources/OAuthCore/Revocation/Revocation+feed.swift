package import JOSE

extension Revocation {
    /// The rule as resource servers read it: the claim that it is about, and until when it matters.
    package var feedRule: JSONValue {
        let end = JSONValue.Member("exp", .integer((expireTime.milliseconds + 999) / 1000))
        let before = JSONValue.Member("issued_before", .integer(issuedBefore))
        return switch subject {
        case .token(let id): .object([.init("jti", .string(id)), end])
        case .client(let id): .object([.init("client_id", .string(id.description)), before, end])
        case .secret(let id): .object([.init("secret_id", .string(id.description)), before, end])
        case .organization(let id): .object([.init("oid", .string(id.description)), before, end])
        case .key(let id): .object([.init("kid", .string(id.description)), before, end])
        case .everything: .object([.init("all", .bool(true)), before, end])
        }
    }
}
