package import JOSE

/// What one check of a running installation found.
package struct Finding: Sendable, Equatable {
    package enum Grade: String, Sendable {
        case good
        /// It works, and will not for long or not for everyone.
        case warning
        case bad
    }

    package let check: String
    package let grade: Grade
    /// What was seen.
    package let result: String
    /// What to do; empty when nothing is.
    package let advice: String

    package init(_ check: String, _ grade: Grade, _ result: String, advice: String = "") {
        self.check = check
        self.grade = grade
        self.result = result
        self.advice = advice
    }

    package var json: JSONValue {
        [
            "check": .string(check), "grade": .string(grade.rawValue), "result": .string(result),
            "advice": .string(advice),
        ]
    }

    /// A line for people, and one more for what to do.
    package var text: String {
        let mark = grade == .good ? "ok  " : grade == .warning ? "warn" : "FAIL"
        let first = "\(mark)  \(check): \(TerminalText.line(result))\n"
        return advice.isEmpty ? first : first + "      → \(advice)\n"
    }
}
