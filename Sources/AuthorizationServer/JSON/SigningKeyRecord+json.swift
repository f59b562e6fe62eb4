import JOSE
import OAuthCore

extension SigningKeyRecord {
    /// As the management API shows it: what is public of it.
    var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("key_id", .string(id.description)), .init("algorithm", .string(algorithm.name)),
            .init("state", .string(state.rawValue)), .init("publish_time", .string(publishTime.description)),
        ]
        if let activateTime { members.append(.init("activate_time", .string(activateTime.description))) }
        if let switchTime { members.append(.init("switch_time", .string(switchTime.description))) }
        if let removeTime { members.append(.init("remove_time", .string(removeTime.description))) }
        return .object(members)
    }
}
