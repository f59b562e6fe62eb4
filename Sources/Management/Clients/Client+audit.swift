import JOSE
import OAuthCore

extension Client {
    /// What an audit event says of a new client.
    var auditDetails: JSONValue {
        [
            "organization_id": organizationID.map { .string($0.description) } ?? .null, "name": .string(name),
            "scopes": .array(scopes.map(JSONValue.string)), "audience": .array(audience.map(JSONValue.string)),
            "expiry": .integer(lifetime), "status": .string(status.rawValue), "allowed_addresses": Self.addresses(self),
            "quota": limits.quota?.json ?? .null,
        ]
    }

    /// What an audit event says of a change; scope changes are attributable that way.
    func auditChanges(since old: Client) -> JSONValue {
        var changes = FieldChanges()
        changes.note("name", from: .string(old.name), to: .string(name))
        changes.note("description", from: .string(old.description), to: .string(description))
        changes.note(
            "scopes", from: .array(old.scopes.map(JSONValue.string)), to: .array(scopes.map(JSONValue.string)))
        changes.note(
            "audience", from: .array(old.audience.map(JSONValue.string)), to: .array(audience.map(JSONValue.string)))
        changes.note("custom_claims", from: Self.claims(old), to: Self.claims(self))
        changes.note("expiry", from: .integer(old.lifetime), to: .integer(lifetime))
        changes.note("status", from: .string(old.status.rawValue), to: .string(status.rawValue))
        changes.note("allowed_addresses", from: Self.addresses(old), to: Self.addresses(self))
        changes.note("quota", from: old.limits.quota?.json ?? .null, to: limits.quota?.json ?? .null)
        return changes.json
    }

    private static func addresses(_ client: Client) -> JSONValue {
        .array(client.limits.allowedAddresses.map { .string($0.description) })
    }

    private static func claims(_ client: Client) -> JSONValue {
        .object(client.customClaims.map { .init($0.key, .string($0.value)) })
    }
}

extension ClientSecret {
    mutating func apply(_ update: SecretUpdate, at time: Timestamp) {
        update.status.apply(to: &status, cleared: status)
        update.expireTime.apply(to: &expireTime)
        updateTime = time
    }

    func auditChanges(since old: ClientSecret, of clientID: ClientID) -> JSONValue {
        var changes = FieldChanges()
        changes.note("status", from: .string(old.status.rawValue), to: .string(status.rawValue))
        changes.note("expire_time", from: Self.time(old.expireTime), to: Self.time(expireTime))
        return ["client_id": .string(clientID.description), "changes": changes.json]
    }

    private static func time(_ time: Timestamp?) -> JSONValue {
        time.map { .string($0.description) } ?? .null
    }
}
