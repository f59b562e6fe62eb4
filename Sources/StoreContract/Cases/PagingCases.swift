import OAuthCore
import Stores

enum PagingCases {
    static let all = [
        ContractCase("organizations are paged in the order of their ids, for every size") { store, _ in
            var random = SeededGenerator(seed: 1)
            var expected: [Organization] = []
            for count in growth(&random) {
                try await grow(&expected, to: count) { index in
                    let organization = Samples.organization(index)
                    try await store.insert(organization, recording: Samples.event())
                    return organization
                }
                let walk = PageWalk(expected: expected) { try await store.organizations($0, matching: nil) }
                for size in sizes(&random, count) { try await walk.check(size: size) }
            }
        },
        ContractCase("the clients of one owner are paged in the order of their ids, for every size") { store, _ in
            let owners: [OrganizationID?] = [Samples.organizationID(1), nil, Samples.organizationID(2)]
            for index in [1, 2] as [Int64] {
                try await store.insert(Samples.organization(index), recording: Samples.event())
            }
            var random = SeededGenerator(seed: 2)
            var expected: [Client] = []
            for count in growth(&random) {
                var choices = random
                try await grow(&expected, to: count) { index in
                    let owner = owners.randomElement(using: &choices) ?? nil
                    let client = Samples.client(index, of: owner)
                    try await store.insert(client, recording: Samples.event())
                    return client
                }
                random = choices
                for owner in owners {
                    let walk = PageWalk(expected: expected.filter { $0.organizationID == owner }) {
                        try await store.clients(of: owner, $0)
                    }
                    for size in sizes(&random, count) { try await walk.check(size: size) }
                }
            }
        },
        ContractCase("the clients of an unknown organization are an empty page") { store, _ in
            let page = try await store.clients(of: Samples.organizationID(9), PageRequest())
            try Requirement.holds(
                page.items.isEmpty && page.next == nil && page.previous == nil && page.totalCount == 0,
                "the page is empty and leads nowhere")
        },
        ContractCase("a page whose neighbours were deleted still leads to what is left") { store, _ in
            for index in 1...6 as ClosedRange<Int64> {
                try await store.insert(Samples.client(index), recording: Samples.event())
            }
            let second = try await store.clients(
                of: nil, PageRequest(size: 2, token: PageCursor.after(Samples.id(2)).token))
            for index in [1, 3, 4, 5, 6] as [Int64] {
                _ = try await store.deleteClient(Samples.clientID(index), of: nil, recording: Samples.event())
            }
            let back = try await store.clients(of: nil, PageRequest(size: 2, token: second.previous?.token))
            try Requirement.equal(back.items, [Samples.client(2)], "the page before")
            try Requirement.equal(back.totalCount, 1, "the number of clients")
            try Requirement.holds(back.next == nil && back.previous == nil, "it is the only page")
            let beyond = try await store.clients(of: nil, PageRequest(size: 2, token: second.next?.token))
            try Requirement.equal(beyond.items, [], "the page after the end")
            try Requirement.equal(beyond.next, nil, "what follows it")
            let wayBack = try await store.clients(of: nil, PageRequest(size: 2, token: beyond.previous?.token))
            try Requirement.equal(wayBack.items, [Samples.client(2)], "the page before the end")
        },
        ContractCase("the ends of the range of ids are ordinary places to page from") { store, _ in
            try await store.insert(Samples.client(1), recording: Samples.event())
            for cursor in [PageCursor.after(0), .before(.max)] {
                let page = try await store.clients(of: nil, PageRequest(token: cursor.token))
                try Requirement.equal(page.items, [Samples.client(1)], "the page \(cursor)")
                try Requirement.holds(page.next == nil && page.previous == nil, "it is the only page")
            }
            let before = try await store.clients(of: nil, PageRequest(token: PageCursor.before(0).token))
            let after = try await store.clients(of: nil, PageRequest(token: PageCursor.after(.max).token))
            try Requirement.equal(before.items + after.items, [], "what lies outside")
            let next = try await store.clients(of: nil, PageRequest(token: before.next?.token))
            let previous = try await store.clients(of: nil, PageRequest(token: after.previous?.token))
            try Requirement.equal(
                next.items + previous.items, [Samples.client(1), Samples.client(1)], "the way back in")
        },
    ]

    /// How many items the list has, step by step: all small numbers, then some larger ones.
    private static func growth(_ random: inout SeededGenerator) -> [Int] {
        Array(0...6) + (0..<4).map { _ in Int.random(in: 7...160, using: &random) }.sorted()
    }

    /// Page sizes to try: around the length of the list, and by chance.
    private static func sizes(_ random: inout SeededGenerator, _ count: Int) -> [Int] {
        let around = [1, count - 1, count, count + 1, PageRequest.maximumSize].filter { $0 >= 1 && $0 * 40 >= count }
        let chance = (0..<3).map { _ in Int.random(in: 1...PageRequest.maximumSize, using: &random) }
        return Set(around + chance).map { min($0, PageRequest.maximumSize) }.sorted()
    }

    private static func grow<Item>(
        _ list: inout [Item], to count: Int, _ add: (Int64) async throws -> Item
    ) async throws {
        while list.count < count {
            // Ids have gaps.
            list.append(try await add(3 * Int64(list.count) + 3))
        }
    }
}
