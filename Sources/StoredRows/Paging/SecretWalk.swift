package import OAuthCore
import Stores

/// Finds the pages of the client secrets that meet a filter, in the order of a time and then of their ids, along an index
/// of that order and whatever the database.
package struct SecretWalk {
    private typealias Part = (rows: [SecretRow], hasMore: Bool, isForward: Bool)

    private let filter: SecretFilter
    private let conditions: SecretConditions
    private let statusOfEnvironment: String
    private let fetch: (String, [StoredValue]) throws -> [SecretRow]

    /// - Parameters:
    ///   - statusOfEnvironment: names the column `status` where no index is to be walked along for it.
    ///   - fetch: reads the rows of `client_secrets` that the end of a `SELECT` picks, with what stands for its `?`.
    package init(
        _ filter: SecretFilter, statusOfEnvironment: String = "status",
        fetch: @escaping (String, [StoredValue]) throws -> [SecretRow]
    ) {
        self.filter = filter
        self.statusOfEnvironment = statusOfEnvironment
        self.fetch = fetch
        conditions = SecretConditions(filter, statusOfEnvironment: statusOfEnvironment)
    }

    /// The rows of one page, and where the parts behind and before it begin.
    package func page(
        _ request: PageRequest
    ) throws -> (rows: [SecretRow], next: PageCursor?, previous: PageCursor?) {
        let start = PageCursor.afterTime(Timestamp(milliseconds: .min), 0)
        let (rows, hasMore, isForward) =
            switch request.cursor ?? start {
            case .after(let id): try forward(Timestamp(milliseconds: .min), id, request.size)
            case .afterTime(let time, let id): try forward(time, id, request.size)
            case .before(let id): try backward(Timestamp(milliseconds: .max), id, request.size)
            case .beforeTime(let time, let id): try backward(time, id, request.size)
            }
        let (next, previous) = try neighbours(of: rows, request.cursor, hasMore, isForward)
        return (rows, next, previous)
    }

    /// How many rows the list has, counted to ``SecretFilter/largestCount`` and no further. Those of organizations are all
    /// but those of the environment, so that no client is looked up for them.
    /// - Parameter number: runs a query with what stands for its `?`, and gives the number that it finds.
    package func count(_ number: (String, [StoredValue]) throws -> Int) throws -> Int {
        let limit = SecretFilter.largestCount
        guard filter.kinds == [.organization] else { return try count(filter.kinds, limit: limit, number) }
        // The environment has few; not all of them would make the others too many.
        let others = try count([.environment], limit: .max, number)
        return try count([.organization, .environment], limit: limit + others, number) - others
    }

    private func count(
        _ kinds: Set<ClientID.Kind>, limit: Int, _ number: (String, [StoredValue]) throws -> Int
    ) throws -> Int {
        var filter = filter
        filter.kinds = kinds
        let conditions = SecretConditions(filter, statusOfEnvironment: statusOfEnvironment)
        return try number(
            "SELECT count(*) FROM (SELECT 1 FROM client_secrets WHERE \(conditions.text) LIMIT ?) AS matches",
            conditions.arguments + [.integer(Int64(limit))])
    }

    private func forward(_ time: Timestamp, _ id: Int64, _ size: Int) throws -> Part {
        let rows = try select(.behind, time, id, size + 1)
        return (Array(rows.prefix(size)), rows.count > size, true)
    }

    private func backward(_ time: Timestamp, _ id: Int64, _ size: Int) throws -> Part {
        let rows = try select(.before, time, id, size + 1)
        return (rows.prefix(size).reversed(), rows.count > size, false)
    }

    /// Where a page is empty, the parts beside it begin at the cursor that led to it.
    private func neighbours(
        of rows: [SecretRow], _ cursor: PageCursor?, _ hasMore: Bool, _ isForward: Bool
    ) throws -> (next: PageCursor?, previous: PageCursor?) {
        guard let first = rows.first?.secret, let last = rows.last?.secret else {
            switch cursor {
            case .afterTime(let time, let id):
                // The row of the cursor itself lies before this page.
                let row = (time, id == .max ? id : id + 1)
                return (nil, try hasRows(.before, row.0, row.1) ? .beforeTime(row.0, row.1) : nil)
            case .beforeTime(let time, let id):
                let row = (time, max(0, id - 1))
                return (try hasRows(.behind, row.0, row.1) ? .afterTime(row.0, row.1) : nil, nil)
            default: return (nil, nil)
            }
        }
        let start = (time: filter.order(first), id: first.id.number)
        let end = (time: filter.order(last), id: last.id.number)
        let isMoreBehind = try isForward ? hasMore : hasRows(.behind, end.time, end.id)
        let isMoreBefore = try isForward ? hasRows(.before, start.time, start.id) : hasMore
        return (
            isMoreBehind ? .afterTime(end.time, end.id) : nil, isMoreBefore ? .beforeTime(start.time, start.id) : nil
        )
    }

    private func hasRows(_ direction: ReadingDirection, _ time: Timestamp, _ id: Int64) throws -> Bool {
        try !select(direction, time, id, 1).isEmpty
    }

    private func select(
        _ direction: ReadingDirection, _ time: Timestamp, _ id: Int64, _ limit: Int
    ) throws -> [SecretRow] {
        let column = conditions.column
        return try fetch(
            """
            WHERE \(conditions.text) AND (\(column), id) \(direction.comparison) (?, ?)
            ORDER BY \(column) \(direction.order), id \(direction.order) LIMIT ?
            """, conditions.arguments + [.integer(time.milliseconds), .integer(id), .integer(Int64(limit))])
    }
}
