import GRDB
import OAuthCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The row of `audit_chain`.
struct AuditHeadRow: StoredRow {
    static let table = StoredTable.auditChain

    let sealed: SealedChainHead

    init(_ sealed: SealedChainHead) {
        self.sealed = sealed
    }

    init(_ reader: inout RowReader) throws {
        _ = try reader.integer()
        sealed = SealedChainHead(
            head: AuditChainHead(
                prunedSequence: try reader.integer(), prunedCode: try reader.bytes(),
                lastSequence: try reader.integer(), lastCode: try reader.bytes()), seal: try reader.bytes())
    }

    var columnValues: [(any DatabaseValueConvertible)?] {
        let head = sealed.head
        return [
            1, head.prunedSequence, Data(head.prunedCode), head.lastSequence, Data(head.lastCode), Data(sealed.seal),
        ]
    }
}
