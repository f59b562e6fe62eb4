import OAuthCore

/// Checks that a list can be paged through in both directions.
struct PageWalk<Item: Sendable & Equatable>: Sendable {
    /// The whole list in its order.
    let expected: [Item]
    /// Whether the list is ordered by a time.
    var isByTime = false
    let read: @Sendable (PageRequest) async throws -> Page<Item>

    /// Walks to the end and back with pages of this size.
    func check(size: Int) async throws {
        let what = "with \(expected.count) items in pages of \(size)"
        let pages = try await walk(size, what)
        try Requirement.equal(pages.flatMap(\.items), expected, "the items of all pages, \(what),")
        try Requirement.equal(
            pages.count, max(1, (expected.count + size - 1) / size), "the number of pages, \(what),")
        for (index, page) in pages.enumerated() {
            try Requirement.equal(page.totalCount, expected.count, "total_size of page \(index), \(what),")
            try Requirement.holds(
                (page.previous == nil) == (index == 0),
                "only the first page has no previous one, \(what), page \(index)")
            guard index > 0 else { continue }
            let back = try await read(PageRequest(size: size, token: page.previous?.token, isByTime: isByTime))
            let before = pages[index - 1]
            try Requirement.equal(back.items, before.items, "the page before page \(index), \(what),")
            try Requirement.equal(back.next, before.next, "its cursor to the next page, \(what),")
            try Requirement.equal(back.previous, before.previous, "its cursor to the previous page, \(what),")
            try Requirement.equal(back.totalCount, expected.count, "its total_size, \(what),")
        }
    }

    private func walk(_ size: Int, _ what: String) async throws -> [Page<Item>] {
        var pages = [try await read(PageRequest(size: size))]
        while let next = pages.last?.next {
            try Requirement.holds(pages.count <= expected.count, "the pages come to an end, \(what)")
            pages.append(try await read(PageRequest(size: size, token: next.token, isByTime: isByTime)))
        }
        return pages
    }
}
