import GRDB
import OAuthCore
import Stores

/// A row of `revocations`.
struct RevocationRow: StoredRow {
    static let table = StoredTable.revocations

    let revocation: Revocation

    init(_ revocation: Revocation) {
        self.revocation = revocation
    }

    init(_ reader: inout RowReader) throws {
        let revision = try reader.integer()
        let kind = try reader.value("a kind", RevocationSubject.Kind.init(rawValue:))
        revocation = Revocation(
            try reader.value("a subject of its kind") { RevocationSubject(kind: kind, name: $0) },
            issuedBefore: try reader.integer(), expireTime: try reader.time(), createTime: try reader.time(),
            reason: try reader.text(), revision: revision)
    }

    var columnValues: [(any DatabaseValueConvertible)?] {
        [
            revocation.revision == 0 ? nil : revocation.revision, revocation.subject.kind.rawValue,
            revocation.subject.name, revocation.issuedBefore, revocation.expireTime.milliseconds,
            revocation.createTime.milliseconds, revocation.reason,
        ]
    }

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
