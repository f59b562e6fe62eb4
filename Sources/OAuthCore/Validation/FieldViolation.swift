/// One field of a request that cannot be accepted, with words that say what would be.
package struct FieldViolation: Sendable, Equatable {
    /// How many are listed at most.
    package static let maximumCount = 20

    /// The name of the field as the caller wrote it, in snake_case: `custom_claims[0].key`.
    package let field: String
    /// What is wrong and what to send instead. Never the value of a secret.
    package let description: String

    package init(_ field: String, _ description: String) {
        self.field = field
        self.description = description
    }
}
