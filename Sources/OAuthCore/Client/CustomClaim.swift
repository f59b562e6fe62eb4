/// A claim of the API company's own that a client's tokens carry inside `custom_claims`, where it can never replace a
/// registered one.
public struct CustomClaim: Sendable, Equatable {
    public let key: String
    public let value: String

    public init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}
