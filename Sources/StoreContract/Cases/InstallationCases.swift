import OAuthCore
import Stores

enum InstallationCases {
    static let all = [
        ContractCase("an empty store is bound to no master key, and can be bound once") { store, _ in
            try Requirement.equal(try await store.masterKeyFingerprint(), nil, "the fingerprint of an empty store")
            try await store.bind(masterKeyFingerprint: "fingerprint-1")
            for again in ["fingerprint-2", "fingerprint-1"] {
                try await Requirement.fails(.duplicate) { try await store.bind(masterKeyFingerprint: again) }
            }
            try Requirement.equal(try await store.masterKeyFingerprint(), "fingerprint-1", "the fingerprint")
        },
        ContractCase("of several bindings at the same time, one holds") { store, _ in
            let bound = try await withThrowingTaskGroup(of: String?.self) { group in
                for index in 1...10 {
                    group.addTask {
                        do {
                            try await store.bind(masterKeyFingerprint: "fingerprint-\(index)")
                            return "fingerprint-\(index)"
                        } catch let error as StoreError where error.code == .duplicate {
                            return nil
                        }
                    }
                }
                return try await group.reduce(into: []) { $0 += $1.map { [$0] } ?? [] }
            }
            try Requirement.equal(bound.count, 1, "how many were bound")
            try Requirement.equal(try await store.masterKeyFingerprint(), bound.first, "the fingerprint")
        },
        ContractCase("a store that works passes its check, which changes nothing") { store, changes in
            try await store.check()
            try await store.insert(Samples.client(1), recording: Samples.event())
            try await store.check()
            try Requirement.equal(changes.all.count, 1, "the number of calls to the observer")
            try Requirement.equal(try await store.auditedSubjects().count, 1, "the number of events")
        },
        ContractCase("the master key is replaced together with all that it sealed, or not at all") { store, _ in
            let keys = [Samples.signingKey(1, state: .active), Samples.signingKey(2)]
            _ = try await store.updateSigningKeys {
                $0 = keys
                return []
            }
            try await store.bind(masterKeyFingerprint: "old")
            try await Requirement.fails(.missingReference, field: "master_key_fingerprint") {
                _ = try await store.replaceMasterKey(fingerprint: "other", by: "new") { _ in [1] }
            }
            try await Requirement.refuses {
                _ = try await store.replaceMasterKey(fingerprint: "old", by: "new") { value in
                    guard value == .signingKey(keys[0]) else { throw RefusedChange() }
                    return [1]
                }
            }
            try Requirement.equal(try await store.masterKeyFingerprint(), "old", "the fingerprint")
            try Requirement.equal(try await store.signingKeys(), keys, "the stored keys")
            let count = try await store.replaceMasterKey(fingerprint: "old", by: "new") { value in
                switch value {
                case .signingKey(let key): Array(key.sealedPrivateKey.reversed())
                case .webhookSecret(_, let sealed): Array(sealed.reversed())
                }
            }
            try Requirement.equal(count, 2, "how many values were sealed anew")
            try Requirement.equal(try await store.masterKeyFingerprint(), "new", "the fingerprint")
            try Requirement.equal(
                try await store.signingKeys().map(\.sealedPrivateKey), keys.map { $0.sealedPrivateKey.reversed() },
                "the sealed keys")
        },
    ]
}
