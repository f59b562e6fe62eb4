import OAuthCore
import Stores

/// Counts of issued tokens.
enum TokenCountCases {
    static let all = [
        ContractCase("counts of a client and hour add up, and keep the latest times") { store, _ in
            let client = Samples.clientID(1)
            try await store.add([count(client, hour: 5, 3, last: 10, expiry: 90), count(client, hour: 4, 1)])
            try await store.add([count(client, hour: 5, 4, last: 8, expiry: 95)])
            try await store.add([count(Samples.clientID(2), hour: 5, 100), count(client, hour: 5, 1, last: 20)])
            try await store.add([])
            try Requirement.equal(
                try await store.tokenCounts(of: client),
                [count(client, hour: 4, 1), count(client, hour: 5, 8, last: 20, expiry: 95)], "the counts")
            try Requirement.equal(try await store.tokenCounts(of: Samples.clientID(3)), [], "counts of nobody")
        },
        ContractCase("concurrent counts lose none") { store, _ in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...50 { group.addTask { try await store.add([count(Samples.clientID(1), hour: 1, 2)]) } }
                try await group.waitForAll()
            }
            try Requirement.equal(
                try await store.tokenCounts(of: Samples.clientID(1)).map(\.issued), [100], "the count")
        },
        ContractCase("counts are removed when they are old and their tokens have expired") { store, _ in
            let client = Samples.clientID(1)
            try await store.add([
                count(client, hour: 1, 1, expiry: 10), count(client, hour: 2, 1, expiry: 500),
                count(client, hour: 3, 1, expiry: 10), count(client, hour: 9, 1, expiry: 10),
            ])
            let now = Samples.time.adding(seconds: 10)
            try Requirement.equal(
                try await store.removeTokenCounts(before: 5, expiredAt: now, limit: 1), 1, "how many at most")
            try Requirement.equal(
                try await store.removeTokenCounts(before: 5, expiredAt: now, limit: 9), 1, "how many are left")
            try Requirement.equal(try await store.tokenCounts(of: client).map(\.hour), [2, 9], "what is kept")
        },
    ]

    private static func count(
        _ client: ClientID, hour: Int64, _ issued: Int64, last: Int64 = 0, expiry: Int64 = 0
    ) -> TokenCount {
        TokenCount(
            clientID: client, hour: hour, issued: issued, lastIssueTime: Samples.time.adding(seconds: last),
            latestExpireTime: Samples.time.adding(seconds: expiry))
    }
}
