/// Why a command ends without having done its work, in words for the person at the terminal. Holds no secret and no
/// token.
package struct CommandFailure: Error, Equatable {
    /// What went wrong, one sentence without a full stop.
    package let message: String
    /// One line for each part of it, as for each field at fault.
    package let details: [String]
    /// What to do next, where that is known.
    package let advice: String?
    /// What the process exits with.
    package let status: ExitStatus

    package init(_ message: String, details: [String] = [], advice: String? = nil, status: ExitStatus = .failure) {
        self.message = message
        self.details = details
        self.advice = advice
        self.status = status
    }
}

extension CommandFailure: CustomStringConvertible {
    /// The lines to show: `mintmark: <message>`, the details indented, the advice. Safe to write to a terminal.
    package var description: String {
        var lines = ["mintmark: " + TerminalText.line(message)]
        lines += details.map { "  " + TerminalText.line($0) }
        if let advice { lines.append(TerminalText.line(advice)) }
        return lines.joined(separator: "\n")
    }
}

extension CommandFailure {
    /// Wrong use of a command: exit status 2.
    package static func usage(_ message: String, details: [String] = [], advice: String? = nil) -> CommandFailure {
        CommandFailure(message, details: details, advice: advice, status: .usage)
    }
}
