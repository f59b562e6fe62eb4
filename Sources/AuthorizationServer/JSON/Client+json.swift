import JOSE
import OAuthCore

extension Client {
    /// As the management API shows it.
    var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("client_id", .string(id.description)), .init("name", .string(name)),
            .init("description", .string(description)),
        ]
        if let organizationID { members.append(.init("organization_id", .string(organizationID.description))) }
        members += [
            .init("scopes", .array(scopes.map(JSONValue.string))),
            .init("audience", .array(audience.map(JSONValue.string))),
            .init(
                "custom_claims", .array(customClaims.map { ["key": .string($0.key), "value": .string($0.value)] })),
            // A string, as JSON of protocol buffers writes 64-bit numbers.
            .init("expiry", .string(String(lifetime))),
            .init("status", .string(status.rawValue)),
            .init("allowed_addresses", .array(limits.allowedAddresses.map { .string($0.description) })),
            .init("secrets", .array(secrets.map(\.json))),
            .init("create_time", .string(createTime.description)),
            .init("update_time", .string(updateTime.description)),
        ]
        if let quota = limits.quota { members.append(.init("quota", quota.json)) }
        return .object(members)
    }
}

extension ClientUpdate {
    /// Reads the body of a request that creates or changes a client.
    /// - Throws: ``InvalidFields``.
    init(body: [UInt8]) throws(InvalidFields) {
        var fields = try JSONFields(body, wrapper: "client")
        self.init()
        name = fields.text("name", emptyKeeps: true)
        description = fields.text("description", emptyKeeps: true)
        scopes = fields.texts("scopes")
        audience = fields.texts("audience")
        lifetime = fields.integer("expiry")
        if lifetime == .set(0) { lifetime = .keep }
        customClaims = fields.update(
            "custom_claims", "a list of objects with the strings key and value", emptyKeeps: \.isEmpty,
            Self.customClaims)
        status = fields.update("status", "ACTIVE or INACTIVE") { $0.string.flatMap(Client.Status.init(rawValue:)) }
        if status == .clear { fields.refuse("status", "must be ACTIVE or INACTIVE") }
        allowedAddresses = fields.texts("allowed_addresses")
        quota = fields.quota()
        try fields.finish(ignoring: ["client_id", "organization_id", "secrets", "create_time", "update_time"])
    }

    private static func customClaims(_ json: JSONValue) -> [CustomClaim]? {
        guard let values = json.array else { return nil }
        let claims = values.compactMap { value -> CustomClaim? in
            guard let members = value.members, members.allSatisfy({ ["key", "value"].contains($0.name) }),
                let key = value["key"]?.string, let text = value["value"]?.string
            else { return nil }
            return CustomClaim(key: key, value: text)
        }
        return claims.count == values.count ? claims : nil
    }
}
