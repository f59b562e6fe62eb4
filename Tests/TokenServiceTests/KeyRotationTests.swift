import JOSE
import OAuthCore
import Stores
import Testing
import TokenService

@Suite struct KeyRotationTests {
    @Test func A25_twoKeysFromDayOne() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        #expect(bench.ring.snapshot.records.map(\.state) == [.active, .announced])
        let document = try JSONParser.parse(bench.ring.snapshot.document)
        let keys = try #require(document["keys"]?.array)
        #expect(Set(keys.compactMap { $0["kid"]?.string }).count == 2)
        #expect(keys[0]["kid"] == .string(bench.ring.snapshot.records[0].id.description))
    }

    @Test func A25_rotationAnnouncesSwitchesAndRetires() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register()
        let actor = Actor(name: "test")
        let old = try await bench.ask(client).token
        await #expect(throws: SigningKeySchedule.TooEarly.self) {
            try await bench.rotation.rotate(algorithm: nil, by: actor, in: bench.ring)
        }
        bench.clock.advance(seconds: bench.environment.keyAnnouncement)
        let announced = try #require(bench.ring.snapshot.records.last)
        try await bench.rotation.rotate(algorithm: nil, by: actor, in: bench.ring)
        let new = try await bench.ask(client).token
        #expect(new.header.keyID == announced.id.description)
        let published = bench.ring.snapshot.keys
        #expect(published.count == 3)
        #expect(old.isSigned(by: try #require(published[old.header.keyID ?? ""]).publicKey.key))
        bench.clock.advance(seconds: bench.environment.maximumTokenLifetime + 60)
        try await bench.rotation.removeEnded(in: bench.ring)
        #expect(bench.ring.snapshot.keys[old.header.keyID ?? ""] == nil)
        #expect(bench.ring.snapshot.keys[new.header.keyID ?? ""] != nil)
    }

    @Test func A27_rotationIsRecordedWithItsActor() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        bench.clock.advance(seconds: 10_000)
        try await bench.rotation.rotate(algorithm: .edDSA, by: Actor(name: "skc_7"), in: bench.ring)
        let events = try await bench.store.auditEvents(try PageRequest(size: 100)).items
        let rotated = try #require(events.first { $0.action == .signingKeysRotated })
        #expect(rotated.actor.name == "skc_7")
        #expect(events.last?.details["algorithm"] == "EdDSA")
    }

    @Test func storedKeysAreSealedAndBoundToTheirID() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let records = try await bench.store.signingKeys()
        #expect(throws: KeySealer.CannotOpen.self) { try KeySealer(masterKey: MasterKey()).open(records[0]) }
        let swapped = SigningKeyRecord(
            id: records[1].id, algorithm: records[0].algorithm, state: .active,
            sealedPrivateKey: records[0].sealedPrivateKey,
            publishTime: records[0].publishTime, longestTokenLifetime: 1)
        #expect(throws: KeySealer.CannotOpen.self) { try bench.sealer.open(swapped) }
        for index in stride(from: 0, to: records[0].sealedPrivateKey.count, by: 5) {
            var altered = records[0]
            altered.sealedPrivateKey[index] ^= 1
            #expect(throws: KeySealer.CannotOpen.self) { try bench.sealer.open(altered) }
        }
    }

    @Test func aFaultySignatureNeverLeaves() throws {
        let key = try PrivateKey(generatingFor: .rs256)
        let faulty = CheckedSigner(FaultySigner(key: key), publicKey: try key.publicKey)
        #expect(throws: CheckedSigner.FaultySignature.self) { try faulty.signatures(for: [[1], [2]]) }
        let sound = CheckedSigner(key, publicKey: try key.publicKey)
        #expect(try sound.signatures(for: [[1], [2]]).count == 2)
    }
}

/// Flips one bit of the last signature, as a fault of the processor would.
private struct FaultySigner: JWSSigner {
    let key: PrivateKey
    var algorithm: JWSAlgorithm { key.algorithm }
    var name: String { "faulty" }

    func signatures(for messages: [[UInt8]]) throws -> [[UInt8]] {
        var signatures = try key.signatures(for: messages)
        signatures[messages.count - 1][100] ^= 0x10
        return signatures
    }
}
