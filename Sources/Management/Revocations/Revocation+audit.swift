import JOSE
import OAuthCore

extension Revocation {
    /// What an audit event says of it.
    var auditDetails: JSONValue {
        var members: [JSONValue.Member] = [
            .init("kind", .string(subject.kind.rawValue)),
            .init("issued_before", .string(Timestamp(seconds: issuedBefore).description)),
            .init("expire_time", .string(expireTime.description)),
        ]
        if !reason.isEmpty { members.append(.init("reason", .string(reason))) }
        return .object(members)
    }
}
