import OAuthCore
import Testing

@Suite struct SecretLifeTests {
    private let now = Timestamp(seconds: 1_800_000_000)

    private func secret(_ number: Int64, endsIn seconds: Int64? = nil, isActive: Bool = true) -> ClientSecret {
        ClientSecret(
            id: SecretID(number: number), hash: SecretHash(algorithm: "test", bytes: []), suffix: "abcd",
            status: isActive ? .active : .inactive, createTime: now.adding(seconds: -1000),
            updateTime: now.adding(seconds: -1000), expireTime: seconds.map { now.adding(seconds: $0) },
            lastUsedTime: now.adding(seconds: -1000))
    }

    private func client(_ secrets: [ClientSecret]) -> Client {
        Client(
            id: ClientID(kind: .environment, number: 1), organizationID: nil, secrets: secrets, createTime: now,
            updateTime: now.adding(seconds: -1000))
    }

    @Test func theSecretThatEndedFirstMakesRoom() throws {
        var client = client([secret(1), secret(2, endsIn: 0), secret(3, endsIn: -5), secret(4, endsIn: 1), secret(5)])
        #expect(try client.add(secret(6), at: now)?.id.number == 3)
        #expect(client.secrets.map(\.id.number) == [1, 2, 4, 5, 6])
        #expect(try client.add(secret(7), at: now)?.id.number == 2)
        #expect(throws: InvalidFields.self) { try client.add(secret(8), at: now) }
        #expect(client.secrets.map(\.id.number) == [1, 4, 5, 6, 7])
    }

    @Test func nothingIsRemovedWhereThereIsRoom() throws {
        var client = client([secret(1, endsIn: -5), secret(2, endsIn: -9)])
        #expect(try client.add(secret(3), at: now) == nil)
        #expect(client.secrets.count == 3)
    }

    @Test func whatIsSwitchedOffMakesNoRoom() {
        var client = client((1...5).map { secret($0, isActive: false) })
        #expect(throws: InvalidFields.self) { try client.add(secret(6), at: now) }
    }

    @Test func aRotationOnlyShortensLives() throws {
        let olds = [secret(1), secret(2, endsIn: 50), secret(3, endsIn: 200), secret(4, endsIn: -1)]
        for overlap in [0, 1, 49, 50, 51, 199, 200, 201, 31_536_000] as [Int64] {
            var client = client(olds)
            _ = try client.rotate(to: secret(9), overlap: overlap, at: now)
            let end = now.adding(seconds: overlap)
            for (old, new) in zip(olds, client.secrets) {
                #expect(new.id == old.id && new.status == old.status)
                let expected = old.isUsable(at: now) ? min(end, old.expireTime ?? end) : old.expireTime
                #expect(new.expireTime == expected)
                #expect(new.updateTime == (new.expireTime == old.expireTime ? old.updateTime : now))
            }
            #expect(client.secrets.last == secret(9))
            #expect(client.updateTime == now)
        }
    }

    @Test func aRotationLeavesWhatIsSwitchedOff() throws {
        var client = client([secret(1, isActive: false), secret(2)])
        _ = try client.rotate(to: secret(9), overlap: 60, at: now)
        #expect(client.secrets[0] == secret(1, isActive: false))
    }

    @Test func aFullClientIsRotatedWhenTheOldSecretsEndAtOnce() throws {
        var client = client((1...5).map { secret($0) })
        #expect(try client.rotate(to: secret(6), overlap: 0, at: now)?.id.number == 1)
        #expect(client.secrets.filter { $0.isUsable(at: now) }.map(\.id.number) == [6])
    }

    @Test func aUseIsOnlyEverRaised() {
        var secret = secret(1)
        #expect(!secret.wasUsed)
        secret.note(SecretUse(secretID: secret.id, clientID: client([]).id, time: now, address: "192.0.2.1"))
        #expect(secret.wasUsed && secret.lastUsedTime == now && secret.lastUsedAddress == "192.0.2.1")
        let used = secret
        secret.note(
            SecretUse(
                secretID: secret.id, clientID: client([]).id, time: now.adding(seconds: -1), address: "192.0.2.2"))
        secret.note(
            SecretUse(
                secretID: SecretID(number: 2), clientID: client([]).id, time: now.adding(seconds: 1),
                address: "192.0.2.3"))
        #expect(secret == used)
    }
}
