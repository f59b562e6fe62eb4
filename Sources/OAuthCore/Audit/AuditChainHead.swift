/// Where the chain of events that is stored begins and ends.
package struct AuditChainHead: Sendable, Equatable {
    /// The sequence of the newest event that was removed; 0 when none was.
    package var prunedSequence: Int64
    /// Its code, from which the first stored event goes on.
    package var prunedCode: [UInt8]
    /// The sequence of the newest event; the same as ``prunedSequence`` when none is stored.
    package var lastSequence: Int64
    package var lastCode: [UInt8]

    /// Of an empty log.
    package static let empty = AuditChainHead(
        prunedSequence: 0, prunedCode: AuditChain.beginning, lastSequence: 0, lastCode: AuditChain.beginning)

    package init(prunedSequence: Int64, prunedCode: [UInt8], lastSequence: Int64, lastCode: [UInt8]) {
        self.prunedSequence = prunedSequence
        self.prunedCode = prunedCode
        self.lastSequence = lastSequence
        self.lastCode = lastCode
    }
}
