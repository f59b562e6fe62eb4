/// Collects the violations of one request.
struct FieldChecks {
    private(set) var violations: [FieldViolation] = []

    mutating func require(_ holds: Bool, _ field: String, _ description: @autoclosure () -> String) {
        guard !holds, violations.count < FieldViolation.maximumCount else { return }
        violations.append(FieldViolation(field, description()))
    }

    /// The text has from `range.lowerBound` to `range.upperBound` characters and no control characters.
    mutating func requireText(_ text: String, _ field: String, length range: ClosedRange<Int>) {
        let count = text.unicodeScalars.count
        require(
            range.contains(count), field,
            "must have \(range.lowerBound) to \(range.upperBound) characters; it has \(count)")
        let isPrintable = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        require(isPrintable, field, "must not contain control characters")
    }

    func finish() throws(InvalidFields) {
        guard violations.isEmpty else { throw InvalidFields(violations) }
    }
}
