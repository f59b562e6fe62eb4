/// A claim of the API company's own that a client's tokens carry inside `custom_claims`, where it can never replace a
/// registered one.
package struct CustomClaim: Sendable, Equatable {
    package let key: String
    package let value: String

    package init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}
