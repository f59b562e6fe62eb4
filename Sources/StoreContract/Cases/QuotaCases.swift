import OAuthCore
import Stores

enum QuotaCases {
    private static let quota = TokenQuota(tokens: 5, period: 60)
    private static let other = TokenQuota(tokens: 5, period: 60, mode: .warn)

    static let all = [
        ContractCase("the quotas of all organizations that have one are read at once") { store, _ in
            try Requirement.equal(try await store.organizationQuotas(), [:], "the quotas of an empty store")
            let quotas = [nil, quota, nil, other, quota]
            for (index, quota) in quotas.enumerated() {
                var organization = Samples.organization(Int64(index + 1))
                organization.quota = quota
                try await store.insert(organization, recording: Samples.event())
            }
            let expected = [2: quota, 4: other, 5: quota].compactMap { index, quota in
                quota.map { (Samples.organizationID(index), $0) }
            }
            try Requirement.equal(
                try await store.organizationQuotas(), Dictionary(uniqueKeysWithValues: expected), "the quotas")
        },
        ContractCase("a changed quota of an organization is stored and told of, and nothing else about it is told") {
            store, changes in
            let id = Samples.organizationID(1)
            try await store.insert(Samples.organization(1), recording: Samples.event())
            for next in [quota, quota, other, nil, nil] {
                let updated = try await store.updateOrganization(id) {
                    $0.displayName += "x"
                    $0.quota = next
                    return Samples.event()
                }
                try Requirement.equal(updated?.quota, next, "the returned quota")
                try Requirement.equal(try await store.organization(id)?.quota, next, "the stored quota")
            }
            let told: [ClientChange] = [.quota(id, quota), .quota(id, other), .quota(id, nil)]
            try Requirement.equal(changes.take(), told, "what the observer heard")
            var second = Samples.organization(2)
            second.quota = quota
            try await store.insert(second, recording: Samples.event())
            try Requirement.equal(changes.all, [.quota(second.id, quota)], "what the observer heard")
        },
        ContractCase("a change of a quota that throws is neither kept nor told of") { store, changes in
            let id = Samples.organizationID(1)
            try await store.insert(Samples.organization(1), recording: Samples.event())
            try await Requirement.refuses {
                _ = try await store.updateOrganization(id) {
                    $0.quota = quota
                    throw RefusedChange()
                }
            }
            try Requirement.equal(try await store.organization(id)?.quota, nil, "the quota")
            try Requirement.equal(changes.all, [], "what the observer heard")
        },
        ContractCase("events that no other write goes with are recorded in their order") { store, changes in
            try await store.append([])
            try await store.append([Samples.event(.clientQuotaExceeded, "a"), Samples.event(.clientDisabled, "b")])
            try await store.append([Samples.event(.clientAddressRefused, "c")])
            try Requirement.equal(try await store.auditedSubjects(), ["a", "b", "c"], "the recorded events")
            try Requirement.equal(changes.all, [], "what the observer heard")
        },
    ]
}
