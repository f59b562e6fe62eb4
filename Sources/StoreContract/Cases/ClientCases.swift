import OAuthCore
import Stores

enum ClientCases {
    static let all = [
        ContractCase("a client is read back as it was inserted, with its secrets oldest first, and told of") {
            store, changes in
            try await store.insert(Samples.organization(1), recording: Samples.event())
            let client = fullClient(of: Samples.organizationID(1))
            try await store.insert(client, recording: Samples.event())
            try Requirement.equal(try await store.client(client.id), client, "the client")
            try Requirement.equal(changes.all, [.saved(client)], "what the observer heard")
            try Requirement.equal(try await store.clients(after: 0, limit: 5), [client], "all clients")
            let page = try await store.clients(of: client.organizationID, PageRequest())
            try Requirement.equal(page.items, [client], "the clients of the organization")
        },
        ContractCase("a client of the environment is not one of an organization, even under the same number") {
            store, _ in
            let organization = Samples.organizationID(1)
            try await store.insert(Samples.organization(1), recording: Samples.event())
            try await store.insert(Samples.client(11), recording: Samples.event())
            try await store.insert(Samples.client(12, of: organization), recording: Samples.event())
            let wrong = [Samples.clientID(11, of: organization), Samples.clientID(12)]
            for id in wrong { try Requirement.equal(try await store.client(id), nil, "the client \(id)") }
            try Requirement.equal(try await store.client(Samples.clientID(13)), nil, "an unknown client")
            try await Requirement.fails(.duplicate, field: "id") {
                try await store.insert(Samples.client(11, of: organization), recording: Samples.event())
            }
        },
        ContractCase("a taken client id or secret id is refused as a duplicate of id, and nothing is kept") {
            store, changes in
            let first = Samples.client(11)
            try await store.insert(first, recording: Samples.event(.clientCreated, "first"))
            var second = Samples.client(12)
            second.secrets.append(first.secrets[0])
            let refused = [Samples.client(11, name: "again"), second]
            for client in refused {
                try await Requirement.fails(.duplicate, field: "id") {
                    try await store.insert(client, recording: Samples.event(.clientCreated, "refused"))
                }
            }
            try Requirement.equal(try await store.clients(after: 0, limit: 5), [first], "all clients")
            try Requirement.equal(try await store.auditedSubjects(), ["first"], "the recorded events")
            try Requirement.equal(changes.all, [.saved(first)], "what the observer heard")
            let page = try await store.clients(of: nil, PageRequest())
            try Requirement.equal(page.totalCount, 1, "the number of clients")
        },
        ContractCase("a client of an unknown organization is refused as a missing organization_id") { store, changes in
            let client = Samples.client(11, of: Samples.organizationID(1))
            try await Requirement.fails(.missingReference, field: "organization_id") {
                try await store.insert(client, recording: Samples.event())
            }
            try Requirement.equal(try await store.client(client.id), nil, "the client")
            try Requirement.equal(try await store.auditedSubjects(), [], "the recorded events")
            try Requirement.equal(changes.all, [], "what the observer heard")
        },
        ContractCase("a client is deleted with its secrets, for its own organization alone") { store, changes in
            let organization = Samples.organizationID(1)
            try await store.insert(Samples.organization(1), recording: Samples.event())
            try await store.insert(Samples.organization(2), recording: Samples.event())
            let client = Samples.client(11, of: organization)
            try await store.insert(client, recording: Samples.event())
            _ = changes.take()

            let strangers: [(ClientID, OrganizationID?)] = [
                (client.id, nil), (client.id, Samples.organizationID(2)), (Samples.clientID(11), nil),
                (Samples.clientID(11), organization), (Samples.clientID(12, of: organization), organization),
            ]
            for (id, owner) in strangers {
                let deleted = try await store.deleteClient(
                    id, of: owner, recording: Samples.event(.clientDeleted, "refused"))
                try Requirement.holds(!deleted, "\(owner?.description ?? "the environment") has no client \(id)")
            }
            try Requirement.equal(changes.all, [], "what the observer heard")
            try Requirement.equal(try await store.client(client.id), client, "the client")

            let deleted = try await store.deleteClient(
                client.id, of: organization, recording: Samples.event(.clientDeleted, "delete"))
            try Requirement.holds(deleted, "the client was there")
            try Requirement.equal(try await store.client(client.id), nil, "the client")
            try Requirement.equal(changes.all, [.removed([client.id])], "what the observer heard")
            let subjects = try await store.auditedSubjects()
            try Requirement.equal(subjects.suffix(1), ["delete"], "the newest event")
            try Requirement.holds(!subjects.contains("refused"), "what was refused was not recorded")
            try await store.insert(client, recording: Samples.event())
        },
    ]

    private static func fullClient(of organization: OrganizationID) -> Client {
        var used = Samples.secret(111)
        used.status = .inactive
        used.expireTime = Samples.time.adding(seconds: 60)
        used.lastUsedTime = Samples.time.adding(seconds: 30)
        used.lastUsedAddress = "2001:db8::1"
        return Client(
            id: Samples.clientID(11, of: organization), organizationID: organization, name: Samples.hardText,
            description: "two\nlines", scopes: ["write", "read", "a:b/c"], audience: ["https://api.example.com", "b"],
            customClaims: [CustomClaim(key: "z", value: Samples.hardText), CustomClaim(key: "a", value: "")],
            lifetime: 3600, secrets: [Samples.secret(110), used, Samples.secret(112)], createTime: Samples.time,
            updateTime: Samples.time.adding(seconds: 1), status: .inactive, limits: Samples.limits)
    }
}
