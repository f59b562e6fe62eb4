import OAuthCore
import StoredRows
import Stores

/// Writes and checks the chained rows of `audit_events`.
struct AuditLog: Sendable {
    let chain: AuditChain

    /// How many rows are in memory while the log is read through.
    private static let rowsAtOnce = 2000

    /// Adds events at the end.
    func append(_ events: [AuditEvent], _ db: Connection) throws {
        guard !events.isEmpty else { return }
        var sealed = try head(db) ?? missingHead(db)
        for event in events {
            try AuditRow(event, sealed.append(event, with: chain)).insert(db)
        }
        try write(sealed, db)
    }

    func verify(_ db: Connection, known: AuditMark?) throws -> AuditVerification {
        var check = AuditChainCheck(chain, from: try? head(db), known: known)
        var last = Int64.min
        while check.fault == nil {
            let rows = try Self.rows(after: last, Self.rowsAtOnce, db)
            for row in rows { check.take(AuditEntry(row)) }
            guard case .integer(let sequence) = rows.last?.first else { break }
            last = sequence
        }
        return check.finish()
    }

    /// Removes the oldest events that are older than `time`, at most `limit`.
    /// - Throws: ``StoreError`` `corrupt` when one of them is not what was recorded.
    func prune(before time: Timestamp, limit: Int, _ db: Connection) throws -> AuditPruning? {
        guard var sealed = try head(db) else { throw Self.altered(.headAltered) }
        var check = AuditChainCheck(chain, from: sealed)
        var last: AuditEntry?
        for row in try Self.rows(after: .min, limit, db) {
            let entry = AuditEntry(row)
            guard entry.time < time.milliseconds else { break }
            check.take(entry)
            if let fault = check.fault { throw Self.altered(fault) }
            last = entry
        }
        guard let last else { return nil }
        guard chain.isGenuine(sealed) else { throw Self.altered(.headAltered) }
        let first = sealed.head.prunedSequence + 1
        sealed.update(with: chain) { head in
            head.prunedSequence = last.sequence
            head.prunedCode = last.code
        }
        try write(sealed, db)
        try db.run("DELETE FROM audit_events WHERE sequence <= ?", [.integer(last.sequence)])
        return AuditPruning(firstSequence: first, lastSequence: last.sequence)
    }

    func head(_ db: Connection) throws -> SealedChainHead? {
        try AuditHeadRow.fetch(db, "WHERE id = 1").first?.sealed
    }

    private func write(_ sealed: SealedChainHead, _ db: Connection) throws {
        try AuditHeadRow(sealed).update(db)
    }

    /// Somebody removed the head. Goes on after the newest event, without a seal, so that the loss shows.
    private func missingHead(_ db: Connection) throws -> SealedChainHead {
        var head = AuditChainHead.empty
        let newest = "\(StoredTable.auditEvents.select) ORDER BY sequence DESC LIMIT 1"
        if let entry = try db.run(newest, []).rows.first.map({ AuditEntry($0) }) {
            head.lastSequence = entry.sequence
            head.lastCode = entry.code
        }
        let sealed = SealedChainHead(head: head, seal: [])
        try AuditHeadRow(sealed).insert(db)
        return sealed
    }

    private static func altered(_ fault: AuditVerification.Fault) -> StoreError {
        StoreError(
            .corrupt,
            "nothing was removed from the audit log, since \(fault.description); mintmark audit verify checks all of it"
        )
    }

    private static func rows(after sequence: Int64, _ limit: Int, _ db: Connection) throws -> [[StoredValue]] {
        try db.run(
            "\(StoredTable.auditEvents.select) WHERE sequence > ? ORDER BY sequence LIMIT ?",
            [.integer(sequence), .integer(Int64(limit))]
        ).rows
    }
}
