import GRDB
import OAuthCore

/// A list of rows in the order of their keys or against it, read page by page.
struct StoredList<Element: StoredRow> {
    /// Which rows of the table are in the list: an SQL condition and what stands for its `?`.
    let condition: String
    let arguments: StatementArguments
    /// Whether the largest key comes first.
    let isDescending: Bool

    init(where condition: String = "TRUE", _ arguments: StatementArguments = [], isDescending: Bool = false) {
        self.condition = condition
        self.arguments = arguments
        self.isDescending = isDescending
    }

    /// Reads one page.
    /// - Parameters:
    ///   - totalCount: how many rows the whole list has.
    ///   - items: what the page shows of its rows.
    func page<Item: Sendable>(
        _ request: PageRequest, in db: Database, totalCount: Int, _ items: ([Element]) throws -> [Item]
    ) throws -> Page<Item> {
        let (rows, next, previous) =
            switch request.cursor ?? .after(isDescending ? .max : 0) {
            case .after(let key): try rows(after: key, request.size, db)
            case .before(let key): try rows(before: key, request.size, db)
            }
        return Page(items: try items(rows.map(Element.init)), next: next, previous: previous, totalCount: totalCount)
    }

    /// How many rows the list has, counted one by one.
    func count(_ db: Database) throws -> Int {
        let sql = "SELECT count(*) FROM \(Element.table.name) WHERE \(condition)"
        return try Int.fetchOne(db.cachedStatement(sql: sql), arguments: arguments) ?? 0
    }

    private typealias Part = (rows: [Row], next: PageCursor?, previous: PageCursor?)

    private func rows(after key: Int64, _ size: Int, _ db: Database) throws -> Part {
        var rows = try select(.behind, key, size + 1, db)
        let hasMore = rows.count > size
        if hasMore { rows.removeLast() }
        // Where nothing is left, going back begins with the key itself.
        let first = try rows.first.map(number) ?? next(key)
        let last = try rows.last.map(number) ?? key
        let hasPrevious = try !select(.before, first, 1, db).isEmpty
        return (rows, hasMore ? .after(last) : nil, hasPrevious ? .before(first) : nil)
    }

    private func rows(before key: Int64, _ size: Int, _ db: Database) throws -> Part {
        var rows = try select(.before, key, size + 1, db)
        let hasMore = rows.count > size
        if hasMore { rows.removeLast() }
        rows.reverse()
        let first = try rows.first.map(number) ?? key
        let last = try rows.last.map(number) ?? previous(key)
        let hasNext = try !select(.behind, last, 1, db).isEmpty
        return (rows, hasNext ? .after(last) : nil, hasMore ? .before(first) : nil)
    }

    /// The key that would come right behind `key` in the list.
    private func next(_ key: Int64) -> Int64 {
        isDescending ? max(0, key - 1) : key == .max ? key : key + 1
    }

    private func previous(_ key: Int64) -> Int64 {
        isDescending ? key == .max ? key : key + 1 : max(0, key - 1)
    }

    private enum Side {
        case behind
        case before
    }

    /// The rows nearest to `key` on one side of it, nearest first.
    private func select(_ side: Side, _ key: Int64, _ limit: Int, _ db: Database) throws -> [Row] {
        let column = Element.table.key
        let (comparison, order) = (side == .behind) == isDescending ? ("<", "DESC") : (">", "ASC")
        let sql = """
            \(Element.table.select) WHERE \(condition) AND \(column) \(comparison) ? ORDER BY \(column) \(order) LIMIT ?
            """
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments + [key, limit])
    }

    private func number(_ row: Row) throws -> Int64 {
        var reader = RowReader(row, of: Element.table)
        return try reader.integer()
    }
}
