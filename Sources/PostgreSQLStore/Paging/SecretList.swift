import OAuthCore
import StoredRows

/// The client secrets that meet a filter, read page by page (see ``SecretWalk``).
struct SecretList {
    let filter: SecretFilter

    init(_ filter: SecretFilter) {
        self.filter = filter
    }

    /// Reads one page.
    func page(_ request: PageRequest, in db: Connection) throws -> Page<ListedSecret> {
        let walk = SecretWalk(filter) { end, values in try SecretRow.fetch(db, end, values) }
        let (rows, next, previous) = try walk.page(request)
        let count = try walk.count { sql, values in Int(try db.number(sql, values) ?? 0) }
        return Page(items: try Self.listed(rows, db), next: next, previous: previous, totalCount: count)
    }

    /// The secrets with what tells whose they are.
    static func listed(_ rows: [SecretRow], _ db: Connection) throws -> [ListedSecret] {
        guard !rows.isEmpty else { return [] }
        let numbers = Array(Set(rows.map(\.clientNumber)))
        let clients = try ClientRow.fetch(db, "WHERE id = ANY (?::bigint[])", [.list(numbers)])
        return ListedSecret.list(rows, of: clients)
    }
}
