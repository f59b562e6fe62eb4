import OAuthCore
import Stores

enum ClientReadingCases {
    static let all = [
        ContractCase("all clients are read in the order of their ids, whoever owns them, batch by batch") { store, _ in
            try await store.insert(Samples.organization(1), recording: Samples.event())
            var expected: [Client] = []
            for index in 1...37 as ClosedRange<Int64> {
                let owner = index.isMultiple(of: 3) ? nil : Samples.organizationID(1)
                var client = Samples.client(index, of: owner)
                client.secrets = (0..<(index % 4)).map { Samples.secret(10 * index + $0) }
                expected.append(client)
            }
            for client in expected.shuffled() { try await store.insert(client, recording: Samples.event()) }
            for limit in [1, 7, 36, 37, 38, 1000] {
                var found: [Client] = []
                var last: Int64 = 0
                while true {
                    let batch = try await store.clients(after: last, limit: limit)
                    try Requirement.holds(batch.count <= limit, "a batch has at most \(limit) clients")
                    guard let next = batch.last?.id.number else { break }
                    found += batch
                    last = next
                }
                try Requirement.equal(found, expected, "the clients read in batches of \(limit)")
            }
        },
        ContractCase("an empty store has no clients") { store, _ in
            try Requirement.equal(try await store.clients(after: 0, limit: 10), [], "all clients")
        },
    ]
}
