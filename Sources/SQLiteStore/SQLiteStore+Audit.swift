import GRDB
package import OAuthCore
import Stores

extension SQLiteStore: AuditStore {
    /// Records events that no other write goes with, in one transaction.
    package func append(_ events: [AuditEvent]) async throws {
        guard !events.isEmpty else { return }
        try await write { db in
            for event in events { try AuditRow(event).insert(db) }
            return Outcome(())
        }
    }

    /// The events in the order in which they were recorded.
    /// - Throws: ``StoreError`` `corrupt` for an event that cannot be read, such as one of a newer release.
    package func auditEvents(_ page: PageRequest) async throws -> Page<AuditEvent> {
        try await read { db in
            // The sequence has no gaps, so that nothing must be counted.
            let size = try Int.fetchOne(
                db,
                sql: """
                    SELECT ifnull((SELECT max(sequence) FROM audit_events)
                    - (SELECT min(sequence) FROM audit_events) + 1, 0)
                    """)
            return try StoredList<AuditRow>().page(page, in: db, totalCount: size ?? 0) { $0.map(\.event) }
        }
    }
}
