import OAuthCore
import StoredRows
import Stores

extension RevocationRow {
    /// Adds revocations in the place of older ones of their subjects.
    /// - Returns: them as they are stored now.
    static func store(_ revocations: [Revocation], _ db: Connection) throws -> [Revocation] {
        try revocations.map { revocation in
            let key = [
                StoredValue.text(revocation.subject.kind.rawValue), StoredValue.text(revocation.subject.name),
            ]
            let older = try fetch(db, "WHERE kind = ? AND subject = ?", key).first?.revocation
            let merged = older.map(revocation.merging) ?? revocation
            let stored = Revocation(
                merged.subject, issuedBefore: merged.issuedBefore, expireTime: merged.expireTime,
                createTime: merged.createTime, reason: merged.reason, revision: try db.next("revocations"))
            if older != nil { try db.run("DELETE FROM revocations WHERE kind = ? AND subject = ?", key) }
            try RevocationRow(stored).insert(db)
            return stored
        }
    }
}
