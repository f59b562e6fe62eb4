import JOSE
import MintmarkValidator

/// What `mintmark verify` prints for one token.
struct VerifyReport {
    let asJSON: Bool
    let explains: Bool
    let signatureOnly: Bool

    func text(_ examination: TokenExamination) -> String {
        asJSON ? json(examination) : plain(examination)
    }

    private func json(_ examination: TokenExamination) -> String {
        let error = examination.error
        var members: [JSONValue.Member] = [
            .init("valid", .bool(error == nil)), .init("code", .string(error?.code.rawValue ?? "valid")),
            .init("reason", .string(error.map(Self.reason) ?? "The token is valid.")),
            .init("header", examination.header ?? .null), .init("claims", examination.claims ?? .null),
        ]
        if explains {
            let checks = outcomes(examination).map { check, outcome -> JSONValue in
                ["check": .string(check.rawValue), "outcome": .string(outcome)]
            }
            members.append(.init("checks", .array(checks)))
        }
        return String(decoding: JSONText.bytes(.object(members)), as: UTF8.self)
    }

    private func plain(_ examination: TokenExamination) -> String {
        let error = examination.error
        var lines = [error.map { "invalid  \($0.code.rawValue)  \(Self.reason($0))" } ?? "valid" + subject(examination)]
        if explains {
            lines += outcomes(examination).map { check, outcome in
                "  " + outcome.padded(to: 12) + check.rawValue
            }
        }
        return lines.joined(separator: "\n")
    }

    private func subject(_ examination: TokenExamination) -> String {
        guard let claims = examination.claims else { return "" }
        let parts = ["client_id", "oid", "scope"].compactMap { name in claims[name]?.string.map { "\(name)=\($0)" } }
        return parts.isEmpty ? "" : "  " + parts.joined(separator: "  ")
    }

    private static func reason(_ error: TokenValidationError) -> String {
        var text = error.reason
        if let expected = error.expected { text += " Expected \(expected)." }
        if let found = error.found { text += " Found \(found)." }
        return text
    }

    /// Checks are made in order and the first that fails decides, so the rest follows from which one it was.
    private func outcomes(_ examination: TokenExamination) -> [(TokenCheck, String)] {
        var isReached = true
        return TokenCheck.allCases.map { check in
            if check == examination.error?.check {
                isReached = false
                return (check, "failed")
            }
            let isLeftOut =
                check == .revocation || signatureOnly && ![.form, .algorithm, .key, .signature].contains(check)
            return (check, isReached && !isLeftOut ? "passed" : "not reached")
        }
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(1, width - count))
    }
}
