import JOSE
import OAuthCore

extension Revocation {
    /// As the management API shows it.
    var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("revision", .integer(revision)), .init("kind", .string(subject.kind.rawValue)),
        ]
        if subject != .everything { members.append(.init("subject", .string(subject.name))) }
        members += [
            .init("issued_before", .string(Timestamp(seconds: issuedBefore).description)),
            .init("expire_time", .string(expireTime.description)),
            .init("create_time", .string(createTime.description)), .init("reason", .string(reason)),
        ]
        return .object(members)
    }
}
