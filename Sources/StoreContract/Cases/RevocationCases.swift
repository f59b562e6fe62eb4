import OAuthCore
import Stores

enum RevocationCases {
    static let subjects: [RevocationSubject] = [
        .token("tkn_" + String(repeating: "0f", count: 16)), .client(Samples.clientID(1)),
        .client(Samples.clientID(1, of: Samples.organizationID(2))), .secret(SecretID(number: Samples.id(1))),
        .organization(Samples.organizationID(1)), .key(SigningKeyID(number: Samples.id(1))), .everything,
    ]

    static func revocation(_ subject: RevocationSubject, before: Int64 = 100, expires: Int64 = 1000) -> Revocation {
        Revocation(
            subject, issuedBefore: before, expireTime: Timestamp(seconds: expires), createTime: Samples.time,
            reason: Samples.hardText)
    }

    static let all = [
        ContractCase("revocations are read back as they were stored, and the observer hears of them") {
            store, changes in
            try Requirement.equal(try await store.revocations(), RevocationSet(), "the revocations of an empty store")
            let stored = try await store.revoke(
                subjects.map { revocation($0) }, recording: [Samples.event(.tokensRevoked, "revoked")])
            try Requirement.equal(stored.map(\.subject), subjects, "the stored subjects")
            let set = try await store.revocations()
            try Requirement.equal(set.revocations(), stored, "the revocations that are read")
            try Requirement.equal(set.revision, stored.last?.revision ?? 0, "the revision")
            try Requirement.equal(changes.revocations, stored, "the revocations that were told")
            try Requirement.equal(try await store.auditedSubjects(), ["revoked"], "the recorded events")
        },
        ContractCase("a revocation takes the place of an older one of its subject and includes it") { store, _ in
            for subject in subjects {
                let first = try await store.revoke(
                    [revocation(subject, before: 50, expires: 2000)], recording: [])
                let second = try await store.revoke([revocation(subject, before: 40, expires: 1000)], recording: [])
                let merged = try Requirement.present(second.first, "the second revocation")
                try Requirement.equal(merged.issuedBefore, 50, "the time before which tokens end")
                try Requirement.equal(merged.expireTime, Timestamp(seconds: 2000), "the expire time")
                try Requirement.holds(merged.revision > (first.first?.revision ?? 0), "the revision has grown")
            }
            try Requirement.equal(try await store.revocations().count, subjects.count, "how many there are")
        },
        ContractCase("expired revocations are removed, and their revisions are not given again") { store, _ in
            _ = try await store.revoke([revocation(.everything, expires: 10)], recording: [])
            let later = try await store.revoke([revocation(subjects[1], expires: 11)], recording: [])
            try Requirement.equal(
                try await store.removeExpiredRevocations(at: Timestamp(seconds: 10)), 1, "how many were removed")
            try Requirement.equal(try await store.revocations().revocations(), later, "those that are left")
            _ = try await store.removeExpiredRevocations(at: Timestamp(seconds: 11))
            let empty = try await store.revocations()
            try Requirement.equal(empty.count, 0, "how many are left")
            try Requirement.equal(empty.revision, later.last?.revision ?? 0, "the revision")
            let next = try await store.revoke([revocation(.everything)], recording: [])
            try Requirement.holds((next.first?.revision ?? 0) > empty.revision, "the next revision is new")
        },
        ContractCase("what removes a client, an organization or a key ends its tokens in the same transaction") {
            store, changes in
            let owner = Samples.organization(1)
            try await store.insert(owner, recording: Samples.event())
            let client = Samples.client(2, of: owner.id)
            try await store.insert(client, recording: Samples.event())
            let rules = subjects.prefix(4).map { revocation($0) }
            _ = try await store.updateClient(
                client.id, of: owner.id,
                revoking: { old, new in
                    old.name != new.name ? [rules[0]] : []
                }
            ) { client in
                client.name = "changed"
                return Samples.event()
            }
            try Requirement.equal(
                try await store.deleteClient(
                    client.id, of: owner.id, revoking: [rules[1]], recording: Samples.event()), true, "deleted")
            try Requirement.equal(
                try await store.deleteClient(
                    client.id, of: owner.id, revoking: [rules[3]], recording: Samples.event()), false,
                "deleted a second time")
            _ = try await store.updateSigningKeys(revoking: [rules[2]]) { _ in [] }
            try Requirement.equal(
                try await store.deleteOrganization(
                    owner.id, revoking: [revocation(.organization(owner.id))], recording: Samples.event()), true,
                "deleted the organization")
            let expected = rules.prefix(3).map(\.subject) + [.organization(owner.id)]
            try Requirement.equal(
                try await store.revocations().revocations().map(\.subject), expected, "the subjects revoked")
            try Requirement.equal(changes.revocations.map(\.subject), expected, "the subjects told")
        },
        ContractCase("a change that throws ends no tokens") { store, changes in
            let client = Samples.client(1)
            try await store.insert(client, recording: Samples.event())
            try await Requirement.refuses {
                _ = try await store.updateClient(client.id, of: nil, revoking: { _, _ in [revocation(.everything)] }) {
                    _ in throw RefusedChange()
                }
            }
            try await Requirement.refuses {
                _ = try await store.updateSigningKeys(revoking: [revocation(.everything)]) { _ in
                    throw RefusedChange()
                }
            }
            try Requirement.equal(try await store.revocations(), RevocationSet(), "the revocations")
            try Requirement.equal(changes.revocations, [], "the revocations that were told")
        },
    ]
}
