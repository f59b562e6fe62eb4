/// What an update says of one field.
package enum FieldUpdate<Value: Sendable & Equatable>: Sendable, Equatable {
    /// The field was not sent, or sent empty where the wire format cannot tell that from not sent.
    case keep
    case set(Value)
    /// The field was sent as `null`.
    case clear

    /// Changes a field that always has a value.
    package func apply(to field: inout Value, cleared: Value) {
        switch self {
        case .keep: break
        case .set(let value): field = value
        case .clear: field = cleared
        }
    }

    /// Changes a field that may be absent.
    package func apply(to field: inout Value?) {
        switch self {
        case .keep: break
        case .set(let value): field = value
        case .clear: field = nil
        }
    }
}
