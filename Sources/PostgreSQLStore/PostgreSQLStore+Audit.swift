package import OAuthCore
import StoredRows
import Stores

extension PostgreSQLStore: AuditStore {
    package func append(_ events: [AuditEvent]) async throws {
        guard !events.isEmpty else { return }
        try await write { [audit] db in
            try audit.append(events, db)
            return Outcome(())
        }
    }

    /// The events that match. Those that an index finds, by actor, subject, client, organization, request or one
    /// action, cost what they are; other filters are looked for along the sequence.
    /// - Throws: ``StoreError`` `corrupt` for an event that cannot be read, such as one of a newer release.
    package func auditEvents(
        _ page: PageRequest, matching filter: AuditFilter, order: ListOrder
    ) async throws -> Page<AuditRecord> {
        try await read { db in
            let list = filter.list
            let size =
                try filter == AuditFilter()
                ? Self.auditLogSize(db) : list.count(db, limit: AuditFilter.largestCount)
            return try list.page(page, order, in: db, totalCount: size) { $0.map(\.record) }
        }
    }

    package func verifyAuditLog(known: AuditMark?) async throws -> AuditVerification {
        try await read { [audit] db in try audit.verify(db, known: known) }
    }

    package func pruneAuditEvents(
        before time: Timestamp, limit: Int, recording event: @escaping @Sendable (AuditPruning) -> AuditEvent
    ) async throws -> AuditPruning? {
        try await write { [audit] db in
            guard let pruning = try audit.prune(before: time, limit: limit, db) else { return Outcome(nil) }
            try audit.append([event(pruning)], db)
            return Outcome(pruning)
        }
    }

    /// The sequence has no gaps, so that nothing must be counted.
    private static func auditLogSize(_ db: Connection) throws -> Int {
        let sql = """
            SELECT coalesce((SELECT max(sequence) FROM audit_events)
            - (SELECT min(sequence) FROM audit_events) + 1, 0)
            """
        return Int(try db.number(sql) ?? 0)
    }
}
