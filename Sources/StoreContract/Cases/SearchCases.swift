import OAuthCore
import Stores

enum SearchCases {
    static let all = [
        ContractCase("a search finds display names, external ids and ids, whatever the case of ASCII letters") {
            store, _ in
            try await fill(store)
            try await expect(store, "aCMe", [1, 2])
            try await expect(store, "crm-3", [3])
            try await expect(store, Samples.organizationID(4).description, [4])
            try await expect(store, "ORG_806", [1, 2, 3, 4, 5, 6, 7])
            try await expect(store, "Nï", [5])
            try await expect(store, "ünï", [])
            try await expect(store, "", [1, 2, 3, 4, 5, 6, 7])
            try await expect(store, nil, [1, 2, 3, 4, 5, 6, 7])
            try await expect(store, "nobody", [])
        },
        ContractCase("a search takes wildcards, quotes and backslashes as they are") { store, _ in
            try await fill(store)
            try await expect(store, "%", [6])
            try await expect(store, "100%_", [6])
            try await expect(store, "g_", [1, 2, 3, 4, 5, 6, 7])
            try await expect(store, "ac_e", [])
            try await expect(store, "*", [])
            try await expect(store, #"\"#, [7])
            try await expect(store, #"\%"#, [])
            try await expect(store, "'", [7])
            try await expect(store, "acme\u{0}", [])
        },
        ContractCase("a search is paged, and its total counts what it found") { store, _ in
            for index in 1...25 as ClosedRange<Int64> {
                let name = index.isMultiple(of: 2) ? "even" : "odd"
                try await store.insert(Samples.organization(index, name: name), recording: Samples.event())
            }
            let odd = (1...25).filter { $0 % 2 == 1 }.map { Samples.organization($0, name: "odd") }
            let walk = PageWalk(expected: odd) { try await store.organizations($0, matching: "ODD") }
            for size in [1, 3, 13, 100] { try await walk.check(size: size) }
        },
    ]

    private static func fill(_ store: any Store) async throws {
        let names = ["Acme", "the ACME of crm", "Third", "Fourth", "ÜnïÜ", "100%_", #"O'Reilly \ Sons"#]
        for (index, name) in zip(1..., names) {
            let externalID = index == 3 ? "CRM-3" : nil
            let organization = Samples.organization(Int64(index), name: name, externalID: externalID)
            try await store.insert(organization, recording: Samples.event())
        }
    }

    private static func expect(
        _ store: any Store, _ text: String?, _ indices: [Int64], file: String = #fileID, line: Int = #line
    ) async throws {
        let page = try await store.organizations(PageRequest(), matching: text)
        let what = "what a search for \(text.debugDescription) finds"
        try Requirement.equal(
            page.items.map(\.id), indices.map(Samples.organizationID), what, file: file, line: line)
        try Requirement.equal(page.totalCount, indices.count, "the total of \(what)", file: file, line: line)
    }
}
