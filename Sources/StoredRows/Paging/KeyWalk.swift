package import OAuthCore

/// Finds the pages of a list in the order of its keys, whatever the database.
package struct KeyWalk<Row> {
    private typealias Part = (rows: [Row], next: PageCursor?, previous: PageCursor?)

    private let key: (Row) throws -> Int64
    private let select: (ReadingDirection, Int64, Int) throws -> [Row]

    /// - Parameters:
    ///   - key: of a row.
    ///   - select: reads the rows of the list to one side of a key, the nearest first and at most so many.
    package init(
        key: @escaping (Row) throws -> Int64, select: @escaping (ReadingDirection, Int64, Int) throws -> [Row]
    ) {
        self.key = key
        self.select = select
    }

    /// Reads one page.
    /// - Parameters:
    ///   - order: from which end; a cursor means the same in both.
    ///   - totalCount: how many rows the whole list has; not asked for when they are all on the page.
    ///   - items: what the page shows of its rows, which are in the order of their keys.
    package func page<Item: Sendable>(
        _ request: PageRequest, _ order: ListOrder, totalCount: () throws -> Int, _ items: ([Row]) throws -> [Item]
    ) throws -> Page<Item> {
        let start: PageCursor = order == .oldestFirst ? .after(0) : .before(.max)
        let (rows, next, previous) =
            switch request.cursor ?? start {
            case .after(let key), .afterTime(_, let key): try rows(after: key, request)
            case .before(let key), .beforeTime(_, let key): try rows(before: key, request)
            }
        let page = try items(rows)
        let count = try next == nil && previous == nil ? rows.count : totalCount()
        switch order {
        case .oldestFirst: return Page(items: page, next: next, previous: previous, totalCount: count)
        case .newestFirst: return Page(items: page.reversed(), next: previous, previous: next, totalCount: count)
        }
    }

    // Nothing lies before the first page, which is not looked for: where few rows are in the list, that can take as long as
    // the page itself.

    private func rows(after start: Int64, _ request: PageRequest) throws -> Part {
        var rows = try select(.behind, start, request.size + 1)
        let hasMore = rows.count > request.size
        if hasMore { rows.removeLast() }
        // Where nothing is left, going back begins with the key itself.
        let first = try rows.first.map(key) ?? (start == .max ? start : start + 1)
        let last = try rows.last.map(key) ?? start
        let hasPrevious = try request.cursor != nil && !select(.before, first, 1).isEmpty
        return (rows, hasMore ? .after(last) : nil, hasPrevious ? .before(first) : nil)
    }

    private func rows(before start: Int64, _ request: PageRequest) throws -> Part {
        var rows = try select(.before, start, request.size + 1)
        let hasMore = rows.count > request.size
        if hasMore { rows.removeLast() }
        rows.reverse()
        let first = try rows.first.map(key) ?? start
        let last = try rows.last.map(key) ?? max(0, start - 1)
        let hasNext = try request.cursor != nil && !select(.behind, last, 1).isEmpty
        return (rows, hasNext ? .after(last) : nil, hasMore ? .before(first) : nil)
    }
}
