import GRDB
import OAuthCore
import StoredRows
import Stores

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Writes and checks the chained rows of `audit_events`.
struct AuditLog: Sendable {
    let chain: AuditChain

    /// Adds events at the end.
    func append(_ events: [AuditEvent], _ db: Database) throws {
        guard !events.isEmpty else { return }
        var sealed = try head(db) ?? missingHead(db)
        for event in events {
            try AuditRow(event, sealed.append(event, with: chain)).insert(db)
        }
        try write(sealed, db)
    }

    /// Chains the events of a store from before there was a chain.
    func adopt(_ db: Database) throws {
        var sealed = SealedChainHead(emptyFor: chain)
        try AuditHeadRow(sealed).insert(db)
        let rows = try Row.fetchAll(db, sql: "\(StoredTable.auditEvents.select) ORDER BY sequence")
        guard let first = rows.first else { return }
        let sequence: Int64 = first[0]
        sealed.update(with: chain) { head in
            head.prunedSequence = sequence - 1
            head.lastSequence = sequence - 1
        }
        for row in rows {
            var entry = AuditEntry(row.storedValues)
            sealed.update(with: chain) { head in
                entry.code = chain.code(of: entry, after: head.lastCode)
                head.lastSequence = entry.sequence
                head.lastCode = entry.code
            }
            try db.execute(
                sql: "UPDATE audit_events SET code = ? WHERE sequence = ?",
                arguments: [Data(entry.code), entry.sequence])
        }
        try write(sealed, db)
    }

    func verify(_ db: Database, known: AuditMark?) throws -> AuditVerification {
        var check = AuditChainCheck(chain, from: try? head(db), known: known)
        let rows = try Row.fetchCursor(db, sql: "\(StoredTable.auditEvents.select) ORDER BY sequence")
        while check.fault == nil, let row = try rows.next() {
            check.take(AuditEntry(row.storedValues))
        }
        return check.finish()
    }

    /// Removes the oldest events that are older than `time`, at most `limit`.
    /// - Throws: ``StoreError`` `corrupt` when one of them is not what was recorded.
    func prune(before time: Timestamp, limit: Int, _ db: Database) throws -> AuditPruning? {
        guard var sealed = try head(db) else { throw Self.altered(.headAltered) }
        var check = AuditChainCheck(chain, from: sealed)
        let rows = try Row.fetchCursor(
            db, sql: "\(StoredTable.auditEvents.select) ORDER BY sequence LIMIT ?", arguments: [limit])
        var last: AuditEntry?
        while let row = try rows.next() {
            let entry = AuditEntry(row.storedValues)
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
        try db.execute(sql: "DELETE FROM audit_events WHERE sequence <= ?", arguments: [last.sequence])
        return AuditPruning(firstSequence: first, lastSequence: last.sequence)
    }

    func head(_ db: Database) throws -> SealedChainHead? {
        try AuditHeadRow.fetch(db, "WHERE id = 1").first?.sealed
    }

    private func write(_ sealed: SealedChainHead, _ db: Database) throws {
        try AuditHeadRow(sealed).update(db)
    }

    /// Somebody removed the head. Goes on after the newest event, without a seal, so that the loss shows.
    private func missingHead(_ db: Database) throws -> SealedChainHead {
        var head = AuditChainHead.empty
        let newest = "\(StoredTable.auditEvents.select) ORDER BY sequence DESC LIMIT 1"
        if let entry = try Row.fetchOne(db, sql: newest).map({ AuditEntry($0.storedValues) }) {
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
}
