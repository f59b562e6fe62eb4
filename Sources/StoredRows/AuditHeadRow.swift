package import OAuthCore

/// The row of `audit_chain`.
package struct AuditHeadRow: StoredRow {
    package static let table = StoredTable.auditChain

    package let sealed: SealedChainHead

    package init(_ sealed: SealedChainHead) {
        self.sealed = sealed
    }

    package init(_ reader: inout RowReader) throws {
        _ = try reader.integer()
        sealed = SealedChainHead(
            head: AuditChainHead(
                prunedSequence: try reader.integer(), prunedCode: try reader.bytes(),
                lastSequence: try reader.integer(), lastCode: try reader.bytes()), seal: try reader.bytes())
    }

    package var columnValues: [StoredValue] {
        let head = sealed.head
        return [
            1, .integer(head.prunedSequence), .bytes(head.prunedCode), .integer(head.lastSequence),
            .bytes(head.lastCode), .bytes(sealed.seal),
        ]
    }
}
