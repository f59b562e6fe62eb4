import OAuthCore

extension FieldUpdate {
    /// What it sets; `nil` when it sets nothing.
    var value: Value? {
        guard case .set(let value) = self else { return nil }
        return value
    }
}
