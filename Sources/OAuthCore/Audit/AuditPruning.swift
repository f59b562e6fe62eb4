/// Which events were removed at once, the oldest of the log.
package struct AuditPruning: Sendable, Equatable {
    package let firstSequence: Int64
    package let lastSequence: Int64

    package init(firstSequence: Int64, lastSequence: Int64) {
        self.firstSequence = firstSequence
        self.lastSequence = lastSequence
    }

    package var count: Int64 { lastSequence - firstSequence + 1 }
}
