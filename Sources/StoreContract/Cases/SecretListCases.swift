import OAuthCore
import Stores

/// What holds for the reads that go across clients.
enum SecretListCases {
    static let all = [
        ContractCase("secrets of all clients are listed by filter and paged in both directions, for every size") {
            store, _ in
            let clients = try await fill(store, count: 60)
            for filter in filters {
                let expected = list(clients, filter)
                let walk = PageWalk(expected: expected, isByTime: true) { try await store.secrets(filter, $0) }
                for size in [1, 2, 7, max(1, expected.count - 1), max(1, expected.count), 100] where size <= 100 {
                    try await walk.check(size: size)
                }
            }
            try Requirement.holds(filters.contains { list(clients, $0).count > 20 }, "some lists are long")
        },
        ContractCase("a place in the list of secrets is good when its own row has gone") { store, _ in
            let clients = try await fill(store, count: 6)
            let filter = SecretFilter(kinds: [.environment, .organization], time: Samples.time)
            let before = list(clients, filter)
            let first = try await store.secrets(filter, try PageRequest(size: 2, isByTime: true))
            let gone = before[1]
            _ = try await store.updateClient(gone.clientID, of: gone.organizationID) {
                $0.secrets.removeAll { $0.id == gone.secret.id }
                return Samples.event()
            }
            let second = try await store.secrets(
                filter, try PageRequest(size: 2, token: first.next?.token, isByTime: true))
            try Requirement.equal(second.items, Array(before[2..<4]), "the page behind")
            let back = try await store.secrets(
                filter, try PageRequest(size: 2, token: second.previous?.token, isByTime: true))
            try Requirement.equal(back.items, [before[0]], "the page before")
        },
        ContractCase("a page behind the end, and one before the beginning, lead back") { store, _ in
            let clients = try await fill(store, count: 3)
            let filter = SecretFilter(kinds: [.environment, .organization], time: Samples.time)
            let expected = list(clients, filter)
            let far = Timestamp(milliseconds: 9_000_000_000_000)
            let beyond = try await store.secrets(filter, try request(.afterTime(far, 5)))
            try Requirement.equal(beyond.items, [], "the page behind the end")
            let back = try await store.secrets(filter, try request(beyond.previous))
            try Requirement.equal(back.items, expected, "the way back")
            let before = try await store.secrets(filter, try request(.beforeTime(Timestamp(milliseconds: 0), 5)))
            try Requirement.equal(before.items, [], "the page before the beginning")
            let on = try await store.secrets(filter, try request(before.next))
            try Requirement.equal(on.items, expected, "the way on")
        },
        ContractCase("secrets are counted as far as \(SecretFilter.largestCount), whatever the list") { store, _ in
            try await store.insert(Samples.organization(1), recording: Samples.event())
            let owners: [(OrganizationID?, Int64)] = [
                (Samples.organizationID(1), Int64(SecretFilter.largestCount) + 20), (nil, 30),
            ]
            for (index, (owner, count)) in owners.enumerated() {
                var client = Samples.client(Int64(index) + 1, of: owner)
                let first = Int64(index) * 100_000
                client.secrets = (1...count).map { Samples.secret(first + $0, distinct: true) }
                try await store.insert(client, recording: Samples.event())
            }
            let counts: [(Set<ClientID.Kind>, Int)] = [
                ([.organization], SecretFilter.largestCount), ([.environment], 30),
                ([.organization, .environment], SecretFilter.largestCount), ([], 0),
            ]
            for (kinds, count) in counts {
                let filter = SecretFilter(kinds: kinds, time: Samples.time)
                let page = try await store.secrets(filter, try PageRequest(size: 2, isByTime: true))
                try Requirement.equal(page.totalCount, count, "the number of secrets of \(kinds)")
                try Requirement.equal(page.items.count, min(2, count), "the number of those on the page")
            }
        },
        ContractCase("secrets are found by their hashes, whatever their state") { store, _ in
            let clients = try await fill(store, count: 8)
            let rows = clients.flatMap { client in client.secrets.map { ListedSecret($0, of: client) } }
            for row in rows {
                try Requirement.equal(
                    try await store.secrets(hashedAs: [row.secret.hash]), [row], "the secret with this hash")
            }
            let unknown = SecretHash(algorithm: SecretHash.hmacSHA256, bytes: Array(repeating: 255, count: 32))
            let others = rows.map { SecretHash(algorithm: "other", bytes: $0.secret.hash.bytes) }
            try Requirement.equal(
                try await store.secrets(hashedAs: [unknown] + others), [], "the secrets with unknown hashes")
            try Requirement.equal(try await store.secrets(hashedAs: []), [], "the secrets of no hash")
            // More than one query can carry.
            let many = (0..<2_000).map { number in
                SecretHash(algorithm: SecretHash.hmacSHA256, bytes: [254, UInt8(number / 256), UInt8(number % 256)])
            }
            let found = try await store.secrets(hashedAs: many + rows.map(\.secret.hash))
            try Requirement.equal(Set(found.map(\.secret.id)), Set(rows.map(\.secret.id)), "the ids of all secrets")
        },
    ]

    private static let kinds: [Set<ClientID.Kind>] = [[.environment], [.organization], [.environment, .organization]]

    private static let filters: [SecretFilter] = kinds.flatMap { kinds in
        [nil, Samples.time.adding(seconds: 3)].flatMap { unused in
            [nil, Samples.time.adding(seconds: 40)].map { expiring in
                SecretFilter(
                    kinds: kinds, time: Samples.time.adding(seconds: 10), unusedSince: unused, expiringBy: expiring)
            }
        }
    }

    /// What the store must answer, worked out the slow way.
    private static func list(_ clients: [Client], _ filter: SecretFilter) -> [ListedSecret] {
        clients.flatMap { client in
            client.secrets.filter { filter.includes($0, of: client.id.kind) }.map { ListedSecret($0, of: client) }
        }.sorted {
            (filter.order($0.secret), $0.secret.id.number) < (filter.order($1.secret), $1.secret.id.number)
        }
    }

    private static func request(_ cursor: PageCursor?) throws -> PageRequest {
        try PageRequest(token: cursor?.token, isByTime: true)
    }

    /// Clients of two organizations and of the environment, with two secrets each in every state, many at equal times.
    private static func fill(_ store: any Store, count: Int64) async throws -> [Client] {
        var random = SeededGenerator(seed: 6)
        let owners: [OrganizationID?] = [Samples.organizationID(1), nil, Samples.organizationID(2)]
        for index in [1, 2] as [Int64] {
            try await store.insert(Samples.organization(index), recording: Samples.event())
        }
        var clients: [Client] = []
        for index in 1...count {
            var client = Samples.client(
                index, of: owners.randomElement(using: &random) ?? nil, name: "client \(index)")
            client.secrets = [0, 1].map { Samples.secret(10 * index + $0, distinct: true) }
            for place in client.secrets.indices where count > 10 {
                if Bool.random(using: &random) {
                    client.secrets[place].expireTime = Samples.time.adding(seconds: .random(in: 1...60, using: &random))
                }
                if Int.random(in: 0..<4, using: &random) == 0 { client.secrets[place].status = .inactive }
                client.secrets[place].lastUsedTime = Samples.time.adding(seconds: .random(in: 0...6, using: &random))
            }
            try await store.insert(client, recording: Samples.event())
            clients.append(client)
        }
        return clients
    }
}
