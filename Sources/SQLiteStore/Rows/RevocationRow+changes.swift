import GRDB
import OAuthCore
import StoredRows
import Stores

extension RevocationRow {
    /// Adds revocations in the place of older ones of their subjects.
    /// - Returns: them as they are stored now.
    static func store(_ revocations: [Revocation], _ db: Database) throws -> [Revocation] {
        try revocations.map { revocation in
            let key: StatementArguments = [revocation.subject.kind.rawValue, revocation.subject.name]
            let older = try fetch(db, "WHERE kind = ? AND subject = ?", key).first?.revocation
            if older != nil {
                try db.cachedStatement(sql: "DELETE FROM revocations WHERE kind = ? AND subject = ?")
                    .execute(arguments: key)
            }
            try RevocationRow(older.map(revocation.merging) ?? revocation).insert(db)
            let stored = try fetch(db, "WHERE revision = ?", [db.lastInsertedRowID])
            // The row was inserted by the statement before, in the same transaction.
            guard let stored = stored.first?.revocation else { preconditionFailure("an inserted row is not there") }
            return stored
        }
    }
}
