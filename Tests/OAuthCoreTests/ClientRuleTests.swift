import OAuthCore
import Testing

@Suite struct ClientRuleTests {
    private let now = Timestamp(seconds: 1_800_000_000)

    private func secret(_ number: Int64) -> ClientSecret {
        ClientSecret(
            id: SecretID(number: number), hash: SecretHash(algorithm: "test", bytes: []), suffix: "abcd",
            createTime: now,
            updateTime: now, lastUsedTime: now)
    }

    private func client() -> Client {
        Client(
            id: ClientID(kind: .organization, number: 1), organizationID: OrganizationID(number: 1), name: "n",
            description: "d",
            scopes: ["a"], audience: ["x"], customClaims: [.init(key: "k", value: "v")], lifetime: 60,
            secrets: [secret(1)],
            createTime: now, updateTime: now)
    }

    @Test func whatIsNotSentStays() throws {
        var changed = client()
        try changed.apply(ClientUpdate(), at: now, maximumLifetime: 100)
        #expect(changed == client())
    }

    @Test func listsAreReplacedWholeAndNullClears() throws {
        var changed = client()
        var update = ClientUpdate()
        update.scopes = .set(["b", "c"])
        update.audience = .clear
        update.lifetime = .clear
        try changed.apply(update, at: now, maximumLifetime: 100)
        #expect(changed.scopes == ["b", "c"])
        #expect(changed.audience.isEmpty)
        #expect(changed.lifetime == 0)
        #expect(changed.customClaims == client().customClaims)
    }

    @Test func everyViolationIsNamedAtOnce() {
        var update = ClientUpdate()
        update.name = .set(String(repeating: "n", count: 129))
        update.scopes = .set(["ok", "not ok"])
        update.audience = .set(["a b"])
        update.customClaims = .set([.init(key: "", value: "v")])
        update.lifetime = .set(101)
        var changed = client()
        let error = #expect(throws: InvalidFields.self) { try changed.apply(update, at: now, maximumLifetime: 100) }
        #expect(
            error?.violations.map(\.field) == ["name", "scopes[1]", "audience[0]", "custom_claims[0].key", "expiry"])
    }

    @Test func aTokenAlwaysFitsIntoAHeader() {
        var update = ClientUpdate()
        update.scopes = .set((0..<60).map { String(repeating: "s", count: 100) + "\($0)" })
        var changed = client()
        let error = #expect(throws: InvalidFields.self) { try changed.apply(update, at: now, maximumLifetime: 100) }
        #expect(error?.violations.map(\.field) == ["scopes"])
    }

    @Test func A29_anAllowListIsReadStrictlyAndKeptInOneForm() throws {
        var changed = client()
        var update = ClientUpdate()
        update.allowedAddresses = .set(["203.0.113.9/32", "::ffff:10.0.0.0/104", "2001:DB8::/32"])
        try changed.apply(update, at: now, maximumLifetime: 100)
        #expect(changed.limits.allowedAddresses.map(\.description) == ["203.0.113.9", "10.0.0.0/8", "2001:db8::/32"])
        update = ClientUpdate()
        update.status = .set(.inactive)
        try changed.apply(update, at: now, maximumLifetime: 100)
        #expect(changed.limits.allowedAddresses.count == 3)
        #expect(changed.status == .inactive)
        update.allowedAddresses = .clear
        try changed.apply(update, at: now, maximumLifetime: 100)
        #expect(changed.limits.allowedAddresses.isEmpty)
    }

    @Test func everyEntryOfAnAllowListAtFaultIsNamed() {
        var update = ClientUpdate()
        update.name = .set(String(repeating: "n", count: 129))
        update.allowedAddresses = .set(["10.0.0.1", "example.com", "10.1.2.3/8", "10.0.0.1/32", "10.0.0.1:80"])
        var changed = client()
        let error = #expect(throws: InvalidFields.self) { try changed.apply(update, at: now, maximumLifetime: 100) }
        #expect(error?.violations.map(\.field) == ["name"] + [1, 2, 3, 4].map { "allowed_addresses[\($0)]" })
        update.allowedAddresses = .set((0...100).map { "10.0.0.\($0)" })
        #expect(throws: InvalidFields.self) { try changed.apply(update, at: now, maximumLifetime: 100) }
    }

    @Test func violationsAreListedUpToABound() {
        var update = ClientUpdate()
        update.scopes = .set(Array(repeating: "", count: 50_000))
        var changed = client()
        let error = #expect(throws: InvalidFields.self) { try changed.apply(update, at: now, maximumLifetime: 100) }
        #expect(error?.violations.count == FieldViolation.maximumCount)
    }

    @Test func aClientHasFiveSecretsAtMostAndKeepsItsLast() throws {
        var changed = client()
        for number: Int64 in 2...5 { try changed.add(secret(number), at: now) }
        #expect(changed.secrets.map(\.id.number) == [1, 2, 3, 4, 5])
        #expect(throws: InvalidFields.self) { try changed.add(secret(6), at: now) }
        for number: Int64 in 1...4 {
            #expect(try changed.removeSecret(SecretID(number: number), at: now) != nil)
        }
        #expect(try changed.removeSecret(SecretID(number: 9), at: now) == nil)
        #expect(throws: InvalidFields.self) { _ = try changed.removeSecret(SecretID(number: 5), at: now) }
    }

    @Test func anExpiredOrInactiveSecretIsNotUsable() {
        var expiring = secret(1)
        expiring.expireTime = now
        #expect(!expiring.isUsable(at: now))
        #expect(expiring.isUsable(at: Timestamp(milliseconds: now.milliseconds - 1)))
        expiring.status = .inactive
        #expect(!expiring.isUsable(at: Timestamp(seconds: 0)))
    }
}
