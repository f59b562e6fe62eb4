/// The consent that a deletion needs.
package struct Confirmation {
    /// Whether it was given beforehand, by `--yes`.
    package let isGiven: Bool
    /// Whether there is a person to ask.
    package let canAsk: Bool
    /// Shows a question and returns the line that was typed; `nil` at the end of the input.
    package let ask: (String) -> String?

    package init(isGiven: Bool, canAsk: Bool, ask: @escaping (String) -> String?) {
        self.isGiven = isGiven
        self.canAsk = canAsk
        self.ask = ask
    }

    /// Asks on the terminal of the process.
    package static func onTerminal(isGiven: Bool) -> Confirmation {
        Confirmation(isGiven: isGiven, canAsk: Terminal.canAsk) { question in
            StandardStream.error.writeIgnoringFaults(question)
            return readLine()
        }
    }

    /// Returns when the deletion may go ahead.
    /// - Parameter action: what is about to be done, as in `delete the client X and all its secrets`.
    /// - Throws: ``CommandFailure`` when nobody can be asked (exit status 2) or the answer is not yes (1).
    package func require(_ action: String) throws(CommandFailure) {
        guard !isGiven else { return }
        guard canAsk else {
            throw .usage(
                "there is no terminal to confirm on: \(action)", advice: "give --yes to have it done without a question"
            )
        }
        let question = TerminalText.line(action.prefix(1).uppercased() + action.dropFirst())
        let answer = ask("\(question), for good? Type yes to go on: ") ?? ""
        guard ["yes", "y"].contains(answer.lowercased()) else { throw CommandFailure("nothing was changed") }
    }
}
