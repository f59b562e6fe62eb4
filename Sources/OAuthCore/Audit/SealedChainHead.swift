/// The head of a chain with the seal that a store keeps beside it, so that a log whose newest events were cut off can
/// be told from a short one.
package struct SealedChainHead: Sendable, Equatable {
    package var head: AuditChainHead
    package var seal: [UInt8]

    package init(head: AuditChainHead, seal: [UInt8]) {
        self.head = head
        self.seal = seal
    }

    /// Of an empty log.
    package init(emptyFor chain: AuditChain) {
        self.init(head: .empty, seal: chain.seal(of: .empty))
    }

    /// Changes the head and seals it anew. A seal that was wrong stays as it is, and wrong: what somebody did to the
    /// log must not be made good by the next event.
    package mutating func update(with chain: AuditChain, _ change: (inout AuditChainHead) throws -> Void) rethrows {
        let isGenuine = chain.isGenuine(self)
        try change(&head)
        if isGenuine { seal = chain.seal(of: head) }
    }

    /// Gives an event the next place in the log.
    /// - Returns: what the store has to keep of it.
    package mutating func append(_ event: AuditEvent, with chain: AuditChain) -> AuditEntry {
        var entry = AuditEntry(
            sequence: head.lastSequence + 1, time: event.time.milliseconds, texts: event.texts, code: [])
        entry.code = chain.code(of: entry, after: head.lastCode)
        update(with: chain) { head in
            head.lastSequence = entry.sequence
            head.lastCode = entry.code
        }
        return entry
    }
}
