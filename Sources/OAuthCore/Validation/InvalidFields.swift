/// A request whose fields break rules; all of them are listed at once.
package struct InvalidFields: Error, Equatable {
    /// At least one.
    package let violations: [FieldViolation]

    package init(_ violations: [FieldViolation]) {
        self.violations = violations
    }

    package init(_ field: String, _ description: String) {
        violations = [FieldViolation(field, description)]
    }
}
