import JOSE
import OAuthCore

extension Organization {
    /// As the management API shows it.
    var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("id", .string(id.description)), .init("display_name", .string(displayName)),
        ]
        if let externalID { members.append(.init("external_id", .string(externalID))) }
        if let slug { members.append(.init("slug", .string(slug))) }
        if let logoURL { members.append(.init("logo_url", .string(logoURL))) }
        let pairs = metadata.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .string($0.value)) }
        members.append(.init("metadata", .object(pairs)))
        if let quota { members.append(.init("quota", quota.json)) }
        members.append(.init("create_time", .string(createTime.description)))
        members.append(.init("update_time", .string(updateTime.description)))
        return .object(members)
    }
}

extension OrganizationUpdate {
    /// Reads the body of a request that creates or changes an organization.
    /// - Throws: ``InvalidFields``.
    init(body: [UInt8]) throws(InvalidFields) {
        var fields = try JSONFields(body, wrapper: "organization")
        self.init()
        displayName = fields.text("display_name", emptyKeeps: true)
        externalID = fields.text("external_id", emptyKeeps: false)
        slug = fields.text("slug", emptyKeeps: false)
        logoURL = fields.text("logo_url", emptyKeeps: false)
        metadata = fields.update("metadata", "an object of strings") { json in
            guard let members = json.members else { return nil }
            let pairs = members.compactMap { member in member.value.string.map { (member.name, $0) } }
            return pairs.count == members.count ? Dictionary(pairs, uniquingKeysWith: { first, _ in first }) : nil
        }
        quota = fields.quota()
        try fields.finish(ignoring: ["id", "create_time", "update_time", "region_code", "settings"])
    }
}
