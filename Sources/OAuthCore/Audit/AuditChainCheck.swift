/// Checks a log entry by entry, in the order of the sequence, in constant memory.
package struct AuditChainCheck: Sendable {
    private let chain: AuditChain
    /// `nil` when the store has none.
    private let sealed: SealedChainHead?
    private let known: AuditMark?
    private var sequence: Int64
    private var code: [UInt8]
    /// The first fault so far; nothing after it can be told.
    package private(set) var fault: AuditVerification.Fault?

    /// - Parameters:
    ///   - sealed: the head as it is stored; `nil` when it is not there.
    ///   - known: what the log must contain, unless it was pruned.
    package init(_ chain: AuditChain, from sealed: SealedChainHead?, known: AuditMark? = nil) {
        self.known = known
        self.chain = chain
        self.sealed = sealed
        sequence = sealed?.head.prunedSequence ?? 0
        code = sealed?.head.prunedCode ?? AuditChain.beginning
        fault = sealed == nil ? .headAltered : nil
    }

    /// Looks at the next stored entry.
    package mutating func take(_ entry: AuditEntry) {
        guard fault == nil else { return }
        if entry.sequence > sequence + 1 {
            fault = .missing(sequence + 1)
        } else if entry.sequence != sequence + 1 || entry.code != chain.code(of: entry, after: code) {
            fault = .altered(entry.sequence)
        } else {
            sequence = entry.sequence
            code = entry.code
            if let known, known.sequence == sequence, known.code != code { fault = .lacksMark(known) }
        }
    }

    /// The outcome, after the last entry.
    package func finish() -> AuditVerification {
        AuditVerification(
            firstSequence: (sealed?.head.prunedSequence ?? 0) + 1, lastSequence: sequence,
            mark: sequence > 0 ? AuditMark(sequence: sequence, code: code) : nil, fault: fault ?? endFault)
    }

    private var endFault: AuditVerification.Fault? {
        guard let sealed, chain.isGenuine(sealed) else { return .headAltered }
        if sequence < sealed.head.lastSequence { return .missing(sequence + 1) }
        guard sequence == sealed.head.lastSequence, code == sealed.head.lastCode else { return .altered(sequence) }
        guard let known else { return nil }
        let isPruned = known.sequence == sealed.head.prunedSequence && known.code != sealed.head.prunedCode
        return known.sequence > sequence || isPruned ? .lacksMark(known) : nil
    }
}
