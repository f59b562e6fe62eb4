import OAuthCore
import Stores

/// What a transaction hands to its caller, what it did to clients, and which tokens it ended.
struct Outcome<Value: Sendable>: Sendable {
    let value: Value
    /// `nil` when no client was changed.
    let change: ClientChange?
    let revocations: [Revocation]

    init(_ value: Value, _ change: ClientChange? = nil, revocations: [Revocation] = []) {
        self.value = value
        self.change = change
        self.revocations = revocations
    }
}
