import OAuthCore
import Stores

enum ClientUpdateCases {
    static let all = [
        ContractCase("an update of a client is stored, returned, told of and recorded") { store, changes in
            try await store.insert(Samples.client(11), recording: Samples.event(.clientCreated, "create"))
            _ = changes.take()
            let returned = try await store.updateClient(Samples.clientID(11), of: nil) {
                $0.name = Samples.hardText
                $0.description = "new"
                $0.scopes = ["b", "a"]
                $0.audience = ["https://api.example.com"]
                $0.customClaims = [CustomClaim(key: "k", value: "v")]
                $0.lifetime = 60
                $0.status = .inactive
                $0.limits = Samples.limits
                $0.updateTime = Samples.time.adding(seconds: 1)
                return Samples.event(.clientUpdated, "update")
            }
            let updated = try Requirement.present(returned, "the updated client")
            try Requirement.equal(updated.name, Samples.hardText, "its name")
            try Requirement.equal(updated.scopes, ["b", "a"], "its scopes")
            try Requirement.equal(updated.lifetime, 60, "its lifetime")
            try Requirement.equal(updated.status, .inactive, "its status")
            try Requirement.equal(updated.limits, Samples.limits, "its limits")
            try Requirement.equal(try await store.client(updated.id), updated, "the stored client")
            try Requirement.equal(changes.all, [.saved(updated)], "what the observer heard")
            try Requirement.equal(try await store.auditedSubjects(), ["create", "update"], "the recorded events")
        },
        ContractCase("an update adds, alters and drops secrets") { store, changes in
            var client = Samples.client(11)
            client.secrets = [Samples.secret(110), Samples.secret(111), Samples.secret(112)]
            try await store.insert(client, recording: Samples.event())
            let added = Samples.secret(113)
            let returned = try await store.updateClient(client.id, of: nil) {
                $0.secrets.remove(at: 0)
                $0.secrets[0].status = .inactive
                $0.secrets[0].updateTime = Samples.time.adding(seconds: 5)
                $0.secrets[0].expireTime = Samples.time.adding(seconds: 6)
                $0.secrets.append(added)
                return Samples.event()
            }
            client.secrets.remove(at: 0)
            client.secrets[0].status = .inactive
            client.secrets[0].updateTime = Samples.time.adding(seconds: 5)
            client.secrets[0].expireTime = Samples.time.adding(seconds: 6)
            client.secrets.append(added)
            try Requirement.equal(returned, client, "the updated client")
            try Requirement.equal(try await store.client(client.id), client, "the stored client")
            try Requirement.equal(changes.all.last, .saved(client), "what the observer heard last")
        },
        ContractCase("an update that throws changes nothing, is not told of, and its error comes through") {
            store, changes in
            let client = Samples.client(11)
            try await store.insert(client, recording: Samples.event(.clientCreated, "create"))
            _ = changes.take()
            try await Requirement.refuses {
                _ = try await store.updateClient(client.id, of: nil) {
                    $0.name = "changed"
                    $0.secrets = []
                    throw RefusedChange()
                }
            }
            try Requirement.equal(try await store.client(client.id), client, "the client")
            try Requirement.equal(try await store.auditedSubjects(), ["create"], "the recorded events")
            try Requirement.equal(changes.all, [], "what the observer heard")
        },
        ContractCase("an update that cannot be stored changes nothing and is not told of") { store, changes in
            try await store.insert(Samples.client(11), recording: Samples.event(.clientCreated, "create"))
            try await store.insert(Samples.client(12), recording: Samples.event(.clientCreated, "create"))
            _ = changes.take()
            try await Requirement.fails(.duplicate, field: "id") {
                _ = try await store.updateClient(Samples.clientID(11), of: nil) {
                    $0.name = "changed"
                    $0.secrets.append(Samples.client(12).secrets[0])
                    return Samples.event(.clientUpdated, "refused")
                }
            }
            let all = try await store.clients(after: 0, limit: 5)
            try Requirement.equal(all, [Samples.client(11), Samples.client(12)], "all clients")
            try Requirement.equal(try await store.auditedSubjects(), ["create", "create"], "the recorded events")
            try Requirement.equal(changes.all, [], "what the observer heard")
        },
        ContractCase("an update of another organization's client is not run and gives nil") { store, changes in
            let (mine, other) = (Samples.organizationID(1), Samples.organizationID(2))
            try await store.insert(Samples.organization(1), recording: Samples.event())
            try await store.insert(Samples.organization(2), recording: Samples.event())
            let clients = [Samples.client(11, of: mine), Samples.client(12)]
            for client in clients { try await store.insert(client, recording: Samples.event()) }
            _ = changes.take()
            let strangers: [(ClientID, OrganizationID?)] = [
                (clients[0].id, other), (clients[0].id, nil), (clients[1].id, mine), (Samples.clientID(11), nil),
                (Samples.clientID(11), mine), (Samples.clientID(12, of: mine), mine), (Samples.clientID(13), nil),
            ]
            for (id, owner) in strangers {
                let returned = try await store.updateClient(id, of: owner) { _ in throw RefusedChange() }
                let name = owner?.description ?? "the environment"
                try Requirement.equal(returned, nil, "the client \(id) of \(name)")
            }
            try Requirement.equal(try await store.clients(after: 0, limit: 5), clients, "all clients")
            try Requirement.equal(changes.all, [], "what the observer heard")
        },
    ]
}
