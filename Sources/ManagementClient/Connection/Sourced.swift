/// A value and where it was given.
struct Sourced<Value: Sendable>: Sendable {
    let value: Value
    /// As a person would name it: a flag, an environment variable or a file.
    let origin: String

    init(_ value: Value, from origin: String) {
        self.value = value
        self.origin = origin
    }
}

extension Sourced where Value == String {
    /// `nil` for an absent or empty value.
    init?(_ value: String?, from origin: String) {
        guard let value, !value.isEmpty else { return nil }
        self.init(value, from: origin)
    }
}
