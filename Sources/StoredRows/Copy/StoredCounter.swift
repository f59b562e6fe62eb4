/// Numbers that a store gives and never gives again, even when the rows that had them are gone. Each store keeps them in
/// its own way. Those of the audit log are in its head.
package enum StoredCounter: CaseIterable, Sendable {
    /// The revisions of revocations.
    case revocations
    /// The ids of webhook deliveries.
    case deliveries

    /// The table whose key the numbers are.
    package var table: StoredTable {
        switch self {
        case .revocations: .revocations
        case .deliveries: .webhookDeliveries
        }
    }
}
