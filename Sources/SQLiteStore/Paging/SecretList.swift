import GRDB
import OAuthCore
import StoredRows

/// The client secrets that meet a filter, read page by page (see ``SecretWalk``).
struct SecretList {
    let filter: SecretFilter

    init(_ filter: SecretFilter) {
        self.filter = filter
    }

    /// Reads one page.
    func page(_ request: PageRequest, in db: Database) throws -> Page<ListedSecret> {
        // The plus keeps SQLite from walking along the index of the status.
        let walk = SecretWalk(filter, statusOfEnvironment: "+status") { end, values in
            try SecretRow.fetch(db, end, StatementArguments(values.map(\.databaseValue)))
        }
        let (rows, next, previous) = try walk.page(request)
        let count = try walk.count { sql, values in
            let arguments = StatementArguments(values.map(\.databaseValue))
            return try Int.fetchOne(db.cachedStatement(sql: sql), arguments: arguments) ?? 0
        }
        return Page(items: try Self.listed(rows, db), next: next, previous: previous, totalCount: count)
    }

    /// The secrets with what tells whose they are.
    static func listed(_ rows: [SecretRow], _ db: Database) throws -> [ListedSecret] {
        guard !rows.isEmpty else { return [] }
        let numbers = Array(Set(rows.map(\.clientNumber)))
        let clients = try ClientRow.fetch(
            db, "WHERE id IN (\(databaseQuestionMarks(count: numbers.count)))", StatementArguments(numbers))
        return ListedSecret.list(rows, of: clients)
    }
}
