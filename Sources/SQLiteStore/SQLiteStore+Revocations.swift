import GRDB
package import OAuthCore
import StoredRows
import Stores

extension SQLiteStore: RevocationStore {
    /// All revocations, with the highest revision that was ever given.
    package func revocations() async throws -> RevocationSet {
        try await read { db in
            let last = try Int64.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'revocations'")
            let revocations = try RevocationRow.fetch(db, "ORDER BY revision").map(\.revocation)
            return RevocationSet(revocations, revision: last ?? 0)
        }
    }

    /// Adds revocations and the events that record them, in one transaction.
    package func revoke(_ revocations: [Revocation], recording events: [AuditEvent]) async throws -> [Revocation] {
        try await write { [audit] db in
            let stored = try RevocationRow.store(revocations, db)
            try audit.append(events, db)
            return Outcome(stored, revocations: stored)
        }
    }

    /// Removes those that can end nothing any more.
    package func removeExpiredRevocations(at time: Timestamp) async throws -> Int {
        try await write { db in
            try db.cachedStatement(sql: "DELETE FROM revocations WHERE expire_time <= ?")
                .execute(arguments: [time.milliseconds])
            return Outcome(db.changesCount)
        }
    }
}
