import Crypto
import OAuthCore

enum Example {
    static let chain = AuditChain(key: SymmetricKey(data: Array(repeating: 3, count: 32)))
    static let time = Timestamp(milliseconds: 1_767_225_600_000)
    static let event = AuditEvent(
        time: time, action: .clientCreated, actor: Actor(name: "test"), subject: "something")

    static func client(_ number: Int64) -> Client {
        Client(
            id: ClientID(kind: .environment, number: number), organizationID: nil, name: "client \(number)",
            secrets: [],
            createTime: time, updateTime: time)
    }
}
