import ManagementClient
import StoredRows

/// Says on standard error what a long copy is at, every few seconds.
struct StoreProgress {
    private var last = ContinuousClock.now

    private static let interval = Duration.seconds(2)

    mutating func note(_ step: StoreCopy.Step) {
        guard .now - last >= Self.interval else { return }
        last = .now
        StandardStream.error.writeIgnoringFaults(Self.text(step) + "\n")
    }

    private static func text(_ step: StoreCopy.Step) -> String {
        switch step {
        case .copying(let table, let rows): "reading \(table.name): \(rows) rows"
        case .verifying(let table, let rows): "checking \(table.name): \(rows) rows"
        case .verifyingAudit: "checking the audit log"
        }
    }
}
