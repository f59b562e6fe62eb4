/// A request whose fields break rules; all of them are listed at once.
public struct InvalidFields: Error, Equatable {
    /// At least one.
    public let violations: [FieldViolation]

    public init(_ violations: [FieldViolation]) {
        self.violations = violations
    }

    public init(_ field: String, _ description: String) {
        violations = [FieldViolation(field, description)]
    }
}
