import OAuthCore
import Stores

enum OrganizationDeletionCases {
    static let all = [
        ContractCase("deleting an organization removes its clients and secrets, no others, and tells of all at once") {
            store, changes in
            let (mine, other) = (Samples.organizationID(1), Samples.organizationID(2))
            try await store.insert(Samples.organization(1), recording: Samples.event())
            try await store.insert(Samples.organization(2), recording: Samples.event())
            for index in 11...14 as ClosedRange<Int64> {
                try await store.insert(Samples.client(index, of: mine), recording: Samples.event())
            }
            let kept = [Samples.client(15, of: other), Samples.client(16)]
            for client in kept { try await store.insert(client, recording: Samples.event()) }
            _ = changes.take()

            let event = Samples.event(.organizationDeleted, "delete")
            try Requirement.holds(try await store.deleteOrganization(mine, recording: event), "it was there")

            try Requirement.equal(try await store.organization(mine), nil, "the organization")
            try Requirement.equal(try await store.clients(after: 0, limit: 10), kept, "the clients left")
            let told = changes.take()
            try Requirement.equal(told.count, 1, "the number of calls to the observer")
            guard case .removed(let ids)? = told.first else {
                throw ContractViolation("the observer must hear of removed clients", at: .here())
            }
            let removed = (11...14).map { Samples.clientID($0, of: mine) }
            try Requirement.equal(ids.sorted { $0.number < $1.number }, removed, "the removed clients")
            try Requirement.equal(try await store.auditedSubjects().last, "delete", "the newest event")
            // The ids of clients and secrets are free again.
            try await store.insert(Samples.client(11, of: other), recording: Samples.event())
        },
        ContractCase("deleting an organization without clients does not call the observer") { store, changes in
            try await store.insert(Samples.organization(1), recording: Samples.event())
            let deleted = try await store.deleteOrganization(Samples.organizationID(1), recording: Samples.event())
            try Requirement.holds(deleted, "it was there")
            try Requirement.equal(changes.all, [], "what the observer heard")
        },
        ContractCase("deleting an unknown organization gives false and records nothing") { store, changes in
            let deleted = try await store.deleteOrganization(Samples.organizationID(1), recording: Samples.event())
            try Requirement.holds(!deleted, "it was not there")
            try Requirement.equal(try await store.auditedSubjects(), [], "the recorded events")
            try Requirement.equal(changes.all, [], "what the observer heard")
        },
        ContractCase("an organization that was deleted can be made again, with no clients") { store, _ in
            let organization = Samples.organization(1, externalID: "a")
            try await store.insert(organization, recording: Samples.event())
            try await store.insert(Samples.client(11, of: organization.id), recording: Samples.event())
            _ = try await store.deleteOrganization(organization.id, recording: Samples.event())
            try await store.insert(organization, recording: Samples.event())
            let page = try await store.clients(of: organization.id, PageRequest())
            try Requirement.equal(page.items, [], "its clients")
            try Requirement.equal(page.totalCount, 0, "the number of its clients")
        },
    ]
}
