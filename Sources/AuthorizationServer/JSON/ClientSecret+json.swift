import JOSE
import Management
import OAuthCore

extension ClientSecret {
    /// As the management API shows it; never the secret itself.
    var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("id", .string(id.description)), .init("secret_suffix", .string(suffix)),
            .init("status", .string(status.rawValue)), .init("create_time", .string(createTime.description)),
            .init("update_time", .string(updateTime.description)),
            .init("last_used_time", .string(lastUsedTime.description)),
        ]
        if let lastUsedAddress { members.append(.init("last_used_address", .string(lastUsedAddress))) }
        if let expireTime { members.append(.init("expire_time", .string(expireTime.description))) }
        return .object(members)
    }
}

extension SecretUpdate {
    /// Reads the body of a request that changes a secret.
    /// - Throws: ``InvalidFields``.
    init(body: [UInt8]) throws(InvalidFields) {
        var fields = try JSONFields(body, wrapper: "secret")
        self.init()
        status = fields.update("status", "ACTIVE or INACTIVE") { json in
            json.string.flatMap(ClientSecret.Status.init(rawValue:))
        }
        if status == .clear { fields.refuse("status", "must be ACTIVE or INACTIVE") }
        expireTime = fields.time("expire_time")
        try fields.finish(ignoring: [
            "id", "secret_suffix", "create_time", "update_time", "last_used_time", "last_used_address",
        ])
    }
}
