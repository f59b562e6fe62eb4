import OAuthCore
import StoredRows

/// A list of rows in the order of their keys, read page by page.
struct StoredList<Element: StoredRow> {
    /// Which rows of the table are in the list: an SQL condition and what stands for its `?`.
    let condition: String
    let arguments: [StoredValue]

    init(where condition: String = "TRUE", _ arguments: [StoredValue] = []) {
        self.condition = condition
        self.arguments = arguments
    }

    /// Reads one page.
    /// - Parameters:
    ///   - order: from which end; a cursor means the same in both.
    ///   - totalCount: how many rows the whole list has; not asked for when they are all on the page.
    ///   - items: what the page shows of its rows.
    func page<Item: Sendable>(
        _ request: PageRequest, _ order: ListOrder = .oldestFirst, in db: Connection,
        totalCount: @autoclosure () throws -> Int, _ items: ([Element]) throws -> [Item]
    ) throws -> Page<Item> {
        let walk = KeyWalk(key: number) { direction, key, limit in try select(direction, key, limit, db) }
        return try walk.page(request, order, totalCount: totalCount, items)
    }

    /// How many rows the list has, counted one by one.
    func count(_ db: Connection) throws -> Int {
        let sql = "SELECT count(*) FROM \(Element.table.name) WHERE \(condition)"
        return Int(try db.number(sql, arguments) ?? 0)
    }

    /// As ``count(_:)``, but ends at `limit`.
    func count(_ db: Connection, limit: Int) throws -> Int {
        let sql = "SELECT count(*) FROM (SELECT 1 FROM \(Element.table.name) WHERE \(condition) LIMIT ?) AS matches"
        return Int(try db.number(sql, arguments + [.integer(Int64(limit))]) ?? 0)
    }

    private func select(
        _ direction: ReadingDirection, _ key: Int64, _ limit: Int, _ db: Connection
    ) throws -> [Element] {
        let column = Element.table.key
        return try Element.fetch(
            db,
            """
            WHERE \(condition) AND \(column) \(direction.comparison) ?
            ORDER BY \(column) \(direction.order) LIMIT ?
            """, arguments + [.integer(key), .integer(Int64(limit))])
    }

    private func number(_ row: Element) -> Int64 {
        guard case .integer(let number) = row.columnValues.first else { return 0 }
        return number
    }
}
