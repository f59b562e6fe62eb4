/// Why somebody ended or disabled something, as they say it.
package enum ReasonText {
    /// In characters.
    package static let maximumLength = 256

    /// What is wrong with a reason; `nil` for one that may be kept, such as none at all.
    package static func violation(of reason: String) -> FieldViolation? {
        let length = reason.unicodeScalars.count
        guard length > maximumLength else { return nil }
        return FieldViolation("reason", "must have at most \(maximumLength) characters; it has \(length)")
    }
}
