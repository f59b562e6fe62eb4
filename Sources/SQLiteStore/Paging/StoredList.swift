import GRDB
import OAuthCore
import StoredRows

/// A list of rows in the order of their keys, read page by page.
struct StoredList<Element: StoredRow> {
    /// Which rows of the table are in the list: an SQL condition and what stands for its `?`.
    let condition: String
    let arguments: StatementArguments

    init(where condition: String = "TRUE", _ arguments: StatementArguments = []) {
        self.condition = condition
        self.arguments = arguments
    }

    /// Reads one page.
    /// - Parameters:
    ///   - order: from which end; a cursor means the same in both.
    ///   - totalCount: how many rows the whole list has.
    ///   - items: what the page shows of its rows.
    func page<Item: Sendable>(
        _ request: PageRequest, _ order: ListOrder = .oldestFirst, in db: Database, totalCount: Int,
        _ items: ([Element]) throws -> [Item]
    ) throws -> Page<Item> {
        let start: PageCursor = order == .oldestFirst ? .after(0) : .before(.max)
        let (rows, next, previous) =
            switch request.cursor ?? start {
            case .after(let key), .afterTime(_, let key): try rows(after: key, request.size, db)
            case .before(let key), .beforeTime(_, let key): try rows(before: key, request.size, db)
            }
        let page = try items(rows.map(Element.init))
        switch order {
        case .oldestFirst: return Page(items: page, next: next, previous: previous, totalCount: totalCount)
        case .newestFirst: return Page(items: page.reversed(), next: previous, previous: next, totalCount: totalCount)
        }
    }

    /// How many rows the list has, counted one by one.
    func count(_ db: Database) throws -> Int {
        let sql = "SELECT count(*) FROM \(Element.table.name) WHERE \(condition)"
        return try Int.fetchOne(db.cachedStatement(sql: sql), arguments: arguments) ?? 0
    }

    /// As ``count(_:)``, but ends at `limit`.
    func count(_ db: Database, limit: Int) throws -> Int {
        let sql = "SELECT count(*) FROM (SELECT 1 FROM \(Element.table.name) WHERE \(condition) LIMIT ?)"
        return try Int.fetchOne(db.cachedStatement(sql: sql), arguments: arguments + [limit]) ?? 0
    }

    private typealias Part = (rows: [Row], next: PageCursor?, previous: PageCursor?)

    private func rows(after key: Int64, _ size: Int, _ db: Database) throws -> Part {
        var rows = try select(">", key, "ASC", size + 1, db)
        let hasMore = rows.count > size
        if hasMore { rows.removeLast() }
        // Where nothing is left, going back begins with the key itself.
        let first = try rows.first.map(number) ?? (key == .max ? key : key + 1)
        let last = try rows.last.map(number) ?? key
        let hasPrevious = try !select("<", first, "DESC", 1, db).isEmpty
        return (rows, hasMore ? .after(last) : nil, hasPrevious ? .before(first) : nil)
    }

    private func rows(before key: Int64, _ size: Int, _ db: Database) throws -> Part {
        var rows = try select("<", key, "DESC", size + 1, db)
        let hasMore = rows.count > size
        if hasMore { rows.removeLast() }
        rows.reverse()
        let first = try rows.first.map(number) ?? key
        let last = try rows.last.map(number) ?? max(0, key - 1)
        let hasNext = try !select(">", last, "ASC", 1, db).isEmpty
        return (rows, hasNext ? .after(last) : nil, hasMore ? .before(first) : nil)
    }

    private func select(
        _ comparison: String, _ key: Int64, _ order: String, _ limit: Int, _ db: Database
    ) throws -> [Row] {
        let column = Element.table.key
        let sql = """
            \(Element.table.select) WHERE \(condition) AND \(column) \(comparison) ? ORDER BY \(column) \(order) LIMIT ?
            """
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments + [key, limit])
    }

    private func number(_ row: Row) throws -> Int64 {
        var reader = RowReader(row.storedValues, of: Element.table)
        return try reader.integer()
    }
}
