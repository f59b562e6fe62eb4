import Hummingbird
import OAuthCore

/// Reads the query parameters of a management request, collecting every violation. An empty one counts as not sent.
struct QueryFields {
    private let request: Request
    private var violations: [FieldViolation] = []

    init(_ request: Request) {
        self.request = request
    }

    /// `nil` when the parameter was not sent, or not as `expected`.
    mutating func value<Value>(_ name: String, _ expected: String, _ read: (String) -> Value?) -> Value? {
        do {
            guard let text = try request.queryParameter(name), !text.isEmpty else { return nil }
            if let value = read(text) { return value }
            violations.append(FieldViolation(name, "must be \(expected)"))
        } catch let error as InvalidFields {
            violations += error.violations
        } catch {
            violations.append(FieldViolation(name, "cannot be read"))
        }
        return nil
    }

    /// - Throws: ``InvalidFields`` with every violation.
    func finish() throws(InvalidFields) {
        guard violations.isEmpty else { throw InvalidFields(violations) }
    }
}
