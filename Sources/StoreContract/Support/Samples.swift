import JOSE
import OAuthCore
import Stores

/// Values to put into a store.
enum Samples {
    static let time = Timestamp(milliseconds: 1_767_225_600_123)

    /// Text that a careless store would mangle.
    static let hardText = #"Zoë's "Ünïcödé" – 100% \ a_b; DROP TABLE clients; -- 🔑 e\#u{301} '' ?1 $1 :x"#

    static func id(_ index: Int64) -> Int64 { 806_000_000_000_000_000 + index }

    static func organizationID(_ index: Int64) -> OrganizationID { OrganizationID(number: id(index)) }

    static func organization(_ index: Int64, name: String = "Example", externalID: String? = nil) -> Organization {
        Organization(
            id: organizationID(index), displayName: name, externalID: externalID, createTime: time, updateTime: time)
    }

    static func clientID(_ index: Int64, of organization: OrganizationID? = nil) -> ClientID {
        ClientID(kind: organization == nil ? .environment : .organization, number: id(index))
    }

    /// A client with one secret, whose id has the number `10 * index`.
    static func client(_ index: Int64, of organization: OrganizationID? = nil, name: String = "Example") -> Client {
        Client(
            id: clientID(index, of: organization), organizationID: organization, name: name,
            secrets: [secret(10 * index)], createTime: time, updateTime: time)
    }

    static let limits = ClientLimits(
        allowedAddresses: ["10.0.0.0/8", "2001:db8::/33", "203.0.113.9", "::/0"].compactMap(AddressRange.init),
        quota: TokenQuota(tokens: 1_000_000_000, period: 2_678_400, mode: .warn))

    /// - Parameter distinct: whether its hash differs from those of all others, instead of one in 256.
    static func secret(_ index: Int64, distinct: Bool = false) -> ClientSecret {
        ClientSecret(
            id: SecretID(number: id(index)),
            hash: SecretHash(
                algorithm: SecretHash.hmacSHA256,
                bytes: (0..<32).map { UInt8(truncatingIfNeeded: Int64($0) * 9 + index) }
                    + (distinct ? Array("\(index)".utf8) : [])),
            suffix: "a\(index % 10)Zz", createTime: time, updateTime: time, lastUsedTime: time)
    }

    static func signingKey(_ index: Int64, state: SigningKeyRecord.State = .announced) -> SigningKeyRecord {
        SigningKeyRecord(
            id: SigningKeyID(number: id(index)), algorithm: .rs256, state: state,
            sealedPrivateKey: (0..<255).map { UInt8(truncatingIfNeeded: $0 &+ index) },
            publishTime: time.adding(seconds: index), longestTokenLifetime: 86_400)
    }

    static func webhook(_ index: Int64) -> WebhookEndpoint {
        WebhookEndpoint(
            id: WebhookID(number: id(index)), url: "https://hooks.example.com/\(index)", secret: .init([UInt8(index)]),
            createTime: time, updateTime: time)
    }

    static func event(
        _ action: AuditEvent.Action = .clientUpdated, _ subject: String = "something", details: JSONValue = .object([])
    ) -> AuditEvent {
        AuditEvent(time: time, action: action, actor: Actor(name: "contract"), subject: subject, details: details)
    }
}

extension AuditStore {
    /// The subjects of the newest events, at most a page of them, oldest first.
    func auditedSubjects() async throws -> [String] {
        try await auditEvents(PageRequest(size: PageRequest.maximumSize)).items.map(\.subject)
    }
}
