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
    ///   - totalCount: how many rows the whole list has; not asked for when they are all on the page.
    ///   - items: what the page shows of its rows.
    func page<Item: Sendable>(
        _ request: PageRequest, _ order: ListOrder = .oldestFirst, in db: Database,
        totalCount: @autoclosure () throws -> Int, _ items: ([Element]) throws -> [Item]
    ) throws -> Page<Item> {
        let walk = KeyWalk(key: number) { direction, key, limit in try select(direction, key, limit, db) }
        return try walk.page(request, order, totalCount: totalCount) { try items($0.map(Element.init)) }
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

    private func select(_ direction: ReadingDirection, _ key: Int64, _ limit: Int, _ db: Database) throws -> [Row] {
        let column = Element.table.key
        let sql = """
            \(Element.table.select) WHERE \(condition) AND \(column) \(direction.comparison) ?
            ORDER BY \(column) \(direction.order) LIMIT ?
            """
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments + [key, limit])
    }

    private func number(_ row: Row) throws -> Int64 {
        var reader = RowReader(row.storedValues, of: Element.table)
        return try reader.integer()
    }
}
