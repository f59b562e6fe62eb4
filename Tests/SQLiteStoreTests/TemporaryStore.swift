import Crypto
import Foundation
import GRDB
import JOSE
import OAuthCore
import StoreContract
import Stores

@testable import SQLiteStore

/// A directory of its own with a database in it, removed with this value.
final class TemporaryStore: Sendable {
    let directory: String
    var path: String { directory + "/mintmark.sqlite" }

    init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("mintmark-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        directory = url.path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// Opens the database, as often as one likes.
    func open(
        observer: (any ClientChangeObserver)? = nil, revocationObserver: (any RevocationObserver)? = nil,
        busyTimeout: Duration = .seconds(20)
    ) throws -> SQLiteStore {
        try SQLiteStore(
            path: path, auditChain: Example.chain, observer: observer, revocationObserver: revocationObserver, busyTimeout: busyTimeout)
    }

    /// Changes the file without the store.
    func execute(_ sql: String, foreignKeys: Bool = true) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = foreignKeys
        configuration.busyMode = .timeout(20)
        try DatabaseQueue(path: path, configuration: configuration).write { try $0.execute(sql: sql) }
    }

    /// The permissions of a file beside the database.
    func mode(_ suffix: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path + suffix)[.posixPermissions] as? Int
    }
}

/// Values to store.
enum Example {
    static let chain = AuditChain(key: SymmetricKey(data: Array(repeating: 3, count: 32)))
    static let time = Timestamp(milliseconds: 1_767_225_600_000)
    static let organization = Organization(
        id: OrganizationID(number: 5), displayName: "Acme", externalID: "crm-5", createTime: time, updateTime: time)

    static func client(_ number: Int64, of organization: OrganizationID? = nil, scopes: [String] = ["read"]) -> Client {
        let hash = SecretHash(algorithm: SecretHash.hmacSHA256, bytes: Array(repeating: 7, count: 32))
        let secret = ClientSecret(
            id: SecretID(number: number), hash: hash, suffix: "abcd", createTime: time, updateTime: time,
            lastUsedTime: time)
        return Client(
            id: ClientID(kind: organization == nil ? .environment : .organization, number: number),
            organizationID: organization, name: "client \(number)", scopes: scopes, secrets: [secret],
            createTime: time, updateTime: time)
    }

    static let event = AuditEvent(
        time: time, action: .clientCreated, actor: Actor(name: "test"), subject: "subject")
    static let webhook = WebhookEndpoint(
        id: WebhookID(number: 7), url: "https://hooks.example.com", secret: .init([1]), createTime: time,
        updateTime: time)
    static let key = SigningKeyRecord(
        id: SigningKeyID(number: 9), algorithm: .rs256, state: .active, sealedPrivateKey: [1, 2, 3], publishTime: time,
        longestTokenLifetime: 60)
}
