import Stores

/// What a transaction hands to its caller, and what it did to clients.
struct Outcome<Value: Sendable>: Sendable {
    let value: Value
    /// `nil` when no client was changed.
    let change: ClientChange?

    init(_ value: Value, _ change: ClientChange? = nil) {
        self.value = value
        self.change = change
    }
}
