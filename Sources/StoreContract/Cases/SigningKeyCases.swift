import JOSE
import OAuthCore
import Stores

enum SigningKeyCases {
    static let all = [
        ContractCase("signing keys are read back as they were stored, oldest first") { store, _ in
            try Requirement.equal(try await store.signingKeys(), [], "the keys of an empty store")
            var retired = Samples.signingKey(1, state: .retiring)
            retired.activateTime = Samples.time
            retired.switchTime = Samples.time.adding(seconds: 5)
            let elliptic = SigningKeyRecord(
                id: SigningKeyID(number: Samples.id(2)), algorithm: .es256, state: .active,
                sealedPrivateKey: [0, 255, 0],
                publishTime: Samples.time.adding(seconds: 2), activateTime: Samples.time, longestTokenLifetime: .max)
            let expected = [retired, elliptic, Samples.signingKey(3)]
            let returned = try await store.updateSigningKeys {
                $0 = expected.reversed()
                return [Samples.event(.signingKeyCreated, "one"), Samples.event(.signingKeyCreated, "two")]
            }
            try Requirement.equal(returned, expected, "the returned keys")
            try Requirement.equal(try await store.signingKeys(), expected, "the stored keys")
            try Requirement.equal(try await store.auditedSubjects(), ["one", "two"], "the recorded events")
        },
        ContractCase("a change of the signing keys adds, alters and drops keys") { store, _ in
            _ = try await store.updateSigningKeys {
                $0 = [
                    Samples.signingKey(1, state: .retiring), Samples.signingKey(2, state: .active),
                    Samples.signingKey(3),
                ]
                return []
            }
            var expected = [Samples.signingKey(2, state: .retiring), Samples.signingKey(3, state: .active)]
            expected[0].switchTime = Samples.time
            expected[1].activateTime = Samples.time
            expected[1].longestTokenLifetime = 1
            expected[1].sealedPrivateKey = [1]
            expected.append(Samples.signingKey(4))
            let returned = try await store.updateSigningKeys { [expected] in
                $0.removeFirst()
                $0[0] = expected[0]
                $0[1] = expected[1]
                $0.append(expected[2])
                return [Samples.event(.signingKeysRotated, "rotate")]
            }
            try Requirement.equal(returned, expected, "the returned keys")
            try Requirement.equal(try await store.signingKeys(), expected, "the stored keys")
        },
        ContractCase("a change of the signing keys that throws changes nothing and its error comes through") {
            store, _ in
            let keys = [Samples.signingKey(1, state: .active), Samples.signingKey(2)]
            _ = try await store.updateSigningKeys {
                $0 = keys
                return [Samples.event(.signingKeyCreated, "create")]
            }
            try await Requirement.refuses {
                _ = try await store.updateSigningKeys {
                    $0 = []
                    throw RefusedChange()
                }
            }
            try Requirement.equal(try await store.signingKeys(), keys, "the stored keys")
            try Requirement.equal(try await store.auditedSubjects(), ["create"], "the recorded events")
        },
        ContractCase("of several first keys made at the same time, one pair is kept") { store, _ in
            let made = try await withThrowingTaskGroup(of: Bool.self) { group in
                for index in 1...10 as ClosedRange<Int64> {
                    group.addTask {
                        do {
                            _ = try await store.updateSigningKeys { keys in
                                guard keys.isEmpty else { throw RefusedChange() }
                                keys = [
                                    Samples.signingKey(2 * index, state: .active), Samples.signingKey(2 * index + 1),
                                ]
                                return [Samples.event(.signingKeyCreated, "made")]
                            }
                            return true
                        } catch is RefusedChange {
                            return false
                        }
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            try Requirement.equal(made, 1, "how many made keys")
            try Requirement.equal(try await store.signingKeys().count, 2, "the number of keys")
            try Requirement.equal(try await store.auditedSubjects(), ["made"], "the recorded events")
        },
    ]
}
