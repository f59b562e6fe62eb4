import OAuthCore
import Stores

/// What a transaction hands to its caller, what it did to clients and keys, and which tokens it ended.
struct Outcome<Value: Sendable>: Sendable {
    let value: Value
    /// `nil` when no client was changed.
    let change: ClientChange?
    let revocations: [Revocation]
    let changesKeys: Bool

    init(_ value: Value, _ change: ClientChange? = nil, revocations: [Revocation] = [], changesKeys: Bool = false) {
        self.value = value
        self.change = change
        self.revocations = revocations
        self.changesKeys = changesKeys
    }
}
