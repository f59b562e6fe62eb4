import OAuthCore
import Stores

enum OrganizationCases {
    static let all = [
        ContractCase("an organization is read back as it was inserted, by id and by external id") { store, _ in
            let full = Organization(
                id: Samples.organizationID(1), displayName: Samples.hardText, externalID: "crm:" + Samples.hardText,
                metadata: ["tier": "gold", "región": Samples.hardText, "abc": ""], slug: "zoë",
                logoURL: "https://example.com/a?b=c&d=%20", createTime: Samples.time,
                updateTime: Timestamp(milliseconds: -1), quota: TokenQuota(tokens: 5, period: 60))
            let bare = Samples.organization(2)
            try await store.insert(full, recording: Samples.event())
            try await store.insert(bare, recording: Samples.event())
            try Requirement.equal(try await store.organization(full.id), full, "the full organization")
            try Requirement.equal(try await store.organization(bare.id), bare, "the bare organization")
            let found = try await store.organization(externalID: "crm:" + Samples.hardText)
            try Requirement.equal(found, full, "the organization of the external id")
        },
        ContractCase("an unknown organization is not found") { store, changes in
            try await store.insert(Samples.organization(1, externalID: "known"), recording: Samples.event())
            try Requirement.equal(try await store.organization(Samples.organizationID(2)), nil, "an unknown id")
            for text in ["unknown", "KNOWN", "know_", "known ", "", "known\u{0}", "known\u{0}x"] {
                let found = try await store.organization(externalID: text)
                try Requirement.equal(found, nil, "the organization of the external id \(text.debugDescription)")
            }
        },
        ContractCase("a taken organization id is refused as a duplicate of id") { store, _ in
            let first = Samples.organization(1, name: "first")
            try await store.insert(first, recording: Samples.event(.organizationCreated, "first"))
            try await Requirement.fails(.duplicate, field: "id") {
                try await store.insert(
                    Samples.organization(1, name: "second"), recording: Samples.event(.organizationCreated, "second"))
            }
            try Requirement.equal(try await store.organization(first.id), first, "the first organization")
            try Requirement.equal(try await store.auditedSubjects(), ["first"], "the recorded events")
        },
        ContractCase("a taken external id is refused as a duplicate of external_id and changes nothing") { store, _ in
            let first = Samples.organization(1, externalID: "a")
            let second = Samples.organization(2, externalID: "b")
            try await store.insert(first, recording: Samples.event(.organizationCreated, "first"))
            try await store.insert(second, recording: Samples.event(.organizationCreated, "second"))
            try await Requirement.fails(.duplicate, field: "external_id") {
                try await store.insert(
                    Samples.organization(3, externalID: "a"), recording: Samples.event(.organizationCreated, "third"))
            }
            try await Requirement.fails(.duplicate, field: "external_id") {
                _ = try await store.updateOrganization(second.id) {
                    $0.externalID = "a"
                    $0.displayName = "changed"
                    return Samples.event(.organizationUpdated, "update")
                }
            }
            try Requirement.equal(try await store.organization(second.id), second, "the second organization")
            try Requirement.equal(try await store.organization(externalID: "a"), first, "the organization of a")
            try Requirement.equal(
                try await store.organization(Samples.organizationID(3)), nil, "the third organization")
            try Requirement.equal(try await store.auditedSubjects(), ["first", "second"], "the recorded events")
        },
        ContractCase("organizations without external id do not clash, and a freed external id can be taken") {
            store, _ in
            for index in 1...3 as ClosedRange<Int64> {
                try await store.insert(
                    Samples.organization(index, externalID: index == 1 ? "a" : nil), recording: Samples.event())
            }
            _ = try await store.updateOrganization(Samples.organizationID(1)) {
                $0.externalID = nil
                return Samples.event()
            }
            _ = try await store.updateOrganization(Samples.organizationID(2)) {
                $0.externalID = "a"
                return Samples.event()
            }
            let owner = try await store.organization(externalID: "a")
            try Requirement.equal(owner?.id, Samples.organizationID(2), "the owner of a")
        },
        ContractCase("an update is stored, returned and recorded") { store, _ in
            try await store.insert(Samples.organization(1), recording: Samples.event(.organizationCreated, "create"))
            let returned = try await store.updateOrganization(Samples.organizationID(1)) {
                $0.displayName = Samples.hardText
                $0.metadata = ["key": "value"]
                $0.slug = "slug"
                $0.updateTime = Samples.time.adding(seconds: 1)
                return Samples.event(.organizationUpdated, "update")
            }
            let updated = try Requirement.present(returned, "the updated organization")
            try Requirement.equal(updated.displayName, Samples.hardText, "its name")
            try Requirement.equal(try await store.organization(updated.id), updated, "the stored organization")
            try Requirement.equal(try await store.auditedSubjects(), ["create", "update"], "the recorded events")
        },
        ContractCase("an update of an organization that throws changes nothing and its error comes through") {
            store, _ in
            let organization = Samples.organization(1)
            try await store.insert(organization, recording: Samples.event(.organizationCreated, "create"))
            try await Requirement.refuses {
                _ = try await store.updateOrganization(organization.id) {
                    $0.displayName = "changed"
                    throw RefusedChange()
                }
            }
            try Requirement.equal(try await store.organization(organization.id), organization, "the organization")
            try Requirement.equal(try await store.auditedSubjects(), ["create"], "the recorded events")
        },
        ContractCase("an update of an unknown organization is not run and gives nil") { store, _ in
            let returned = try await store.updateOrganization(Samples.organizationID(1)) { _ in throw RefusedChange() }
            try Requirement.equal(returned, nil, "the updated organization")
        },
    ]
}
