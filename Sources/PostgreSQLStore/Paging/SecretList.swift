import OAuthCore
import StoredRows

/// The client secrets that meet a filter, in the order of a time and then of their ids, read page by page along an
/// index of that order.
struct SecretList {
    private let filter: SecretFilter
    private let condition: String
    private let arguments: [StoredValue]
    /// The column of the time that comes first in the order.
    private let column: String

    private static let ofEnvironment = "client_id IN (SELECT id FROM clients WHERE organization_id IS NULL)"

    init(_ filter: SecretFilter) {
        self.filter = filter
        var conditions: [String] = []
        switch filter.kinds {
        case []: conditions.append("FALSE")
        case [.organization]: conditions.append("status = ? AND NOT \(Self.ofEnvironment)")
        // The environment has few clients: they are looked up, instead of all secrets being walked along.
        case [.environment]: conditions.append("status = ? AND \(Self.ofEnvironment)")
        default: conditions.append("status = ?")
        }
        var values: [StoredValue] = filter.kinds.isEmpty ? [] : [.text(ClientSecret.Status.active.rawValue)]
        if let expiringBy = filter.expiringBy {
            column = "expire_time"
            conditions.append("expire_time > ? AND expire_time <= ?")
            values += [.integer(filter.time.milliseconds), .integer(expiringBy.milliseconds)]
        } else {
            column = "last_used_time"
            conditions.append("(expire_time IS NULL OR expire_time > ?)")
            values.append(.integer(filter.time.milliseconds))
        }
        if let unusedSince = filter.unusedSince {
            conditions.append("last_used_time <= ?")
            values.append(.integer(unusedSince.milliseconds))
        }
        condition = conditions.joined(separator: " AND ")
        arguments = values
    }

    /// Reads one page.
    func page(_ request: PageRequest, in db: Connection) throws -> Page<ListedSecret> {
        let start = PageCursor.afterTime(Timestamp(milliseconds: .min), 0)
        let (rows, hasMore, isForward) =
            switch request.cursor ?? start {
            case .after(let id): try forward(Timestamp(milliseconds: .min), id, request.size, db)
            case .afterTime(let time, let id): try forward(time, id, request.size, db)
            case .before(let id): try backward(Timestamp(milliseconds: .max), id, request.size, db)
            case .beforeTime(let time, let id): try backward(time, id, request.size, db)
            }
        let (next, previous) = try neighbours(of: rows, request.cursor, hasMore, isForward, db)
        return Page(items: try Self.listed(rows, db), next: next, previous: previous, totalCount: try count(db))
    }

    /// The secrets with what tells whose they are.
    static func listed(_ rows: [SecretRow], _ db: Connection) throws -> [ListedSecret] {
        guard !rows.isEmpty else { return [] }
        let numbers = Array(Set(rows.map(\.clientNumber)))
        let clients = try ClientRow.fetch(
            db, "WHERE id = ANY (?::bigint[])", [.list(numbers)])
        let known = Dictionary(clients.map { ($0.client.id.number, $0.client) }) { first, _ in first }
        return rows.compactMap { row in known[row.clientNumber].map { ListedSecret(row.secret, of: $0) } }
    }

    private typealias Part = (rows: [SecretRow], hasMore: Bool, isForward: Bool)

    private func forward(_ time: Timestamp, _ id: Int64, _ size: Int, _ db: Connection) throws -> Part {
        let rows = try select(">", time, id, "ASC", size + 1, db)
        return (Array(rows.prefix(size)), rows.count > size, true)
    }

    private func backward(_ time: Timestamp, _ id: Int64, _ size: Int, _ db: Connection) throws -> Part {
        let rows = try select("<", time, id, "DESC", size + 1, db)
        return (rows.prefix(size).reversed(), rows.count > size, false)
    }

    /// Where the parts behind and before a page begin. Where a page is empty, they begin at the cursor that led to it.
    private func neighbours(
        of rows: [SecretRow], _ cursor: PageCursor?, _ hasMore: Bool, _ isForward: Bool, _ db: Connection
    ) throws -> (next: PageCursor?, previous: PageCursor?) {
        guard let first = rows.first?.secret, let last = rows.last?.secret else {
            switch cursor {
            case .afterTime(let time, let id):
                // The row of the cursor itself lies before this page.
                let row = (time, id == .max ? id : id + 1)
                let isEmpty = try select("<", row.0, row.1, "DESC", 1, db).isEmpty
                return (nil, isEmpty ? nil : .beforeTime(row.0, row.1))
            case .beforeTime(let time, let id):
                let row = (time, max(0, id - 1))
                return (try select(">", row.0, row.1, "ASC", 1, db).isEmpty ? nil : .afterTime(row.0, row.1), nil)
            default: return (nil, nil)
            }
        }
        let start = (time: filter.order(first), id: first.id.number)
        let end = (time: filter.order(last), id: last.id.number)
        let isMoreBehind = try isForward ? hasMore : !select(">", end.time, end.id, "ASC", 1, db).isEmpty
        let isMoreBefore = try isForward ? !select("<", start.time, start.id, "DESC", 1, db).isEmpty : hasMore
        return (
            isMoreBehind ? .afterTime(end.time, end.id) : nil, isMoreBefore ? .beforeTime(start.time, start.id) : nil
        )
    }

    private func select(
        _ comparison: String, _ time: Timestamp, _ id: Int64, _ order: String, _ limit: Int, _ db: Connection
    ) throws -> [SecretRow] {
        try SecretRow.fetch(
            db,
            """
            WHERE \(condition) AND (\(column), id) \(comparison) (?, ?)
            ORDER BY \(column) \(order), id \(order) LIMIT ?
            """, arguments + [.integer(time.milliseconds), .integer(id), .integer(Int64(limit))])
    }

    /// How many rows the list has. Those of organizations are all but those of the environment, so that no client is
    /// looked up for them.
    private func count(_ db: Connection) throws -> Int {
        guard filter.kinds != [.organization] else {
            var all = filter
            all.kinds = [.organization, .environment]
            var others = filter
            others.kinds = [.environment]
            return try SecretList(all).count(db) - SecretList(others).count(db)
        }
        return Int(try db.number("SELECT count(*) FROM client_secrets WHERE \(condition)", arguments) ?? 0)
    }
}
