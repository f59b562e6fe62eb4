/// The consent that a deletion needs.
public struct Confirmation {
    /// Whether it was given beforehand, by `--yes`.
    public let isGiven: Bool
    /// Whether there is a person to ask.
    public let canAsk: Bool
    /// Shows a question and returns the line that was typed; `nil` at the end of the input.
    public let ask: (String) -> String?

    public init(isGiven: Bool, canAsk: Bool, ask: @escaping (String) -> String?) {
        self.isGiven = isGiven
        self.canAsk = canAsk
        self.ask = ask
    }

    /// Asks on the terminal of the process.
    public static func onTerminal(isGiven: Bool) -> Confirmation {
        Confirmation(isGiven: isGiven, canAsk: Terminal.canAsk) { question in
            StandardStream.error.writeIgnoringFaults(question)
            return readLine()
        }
    }

    /// Returns when the deletion may go ahead.
    /// - Parameter consequence: what is about to happen, a sentence without a full stop.
    /// - Throws: ``CommandFailure`` when nobody can be asked (exit status 2) or the answer is not yes (1).
    public func require(_ consequence: String) throws(CommandFailure) {
        guard !isGiven else { return }
        guard canAsk else {
            throw .usage("\(consequence); this needs a confirmation, and there is no terminal to ask on",
                advice: "give --yes to confirm it beforehand")
        }
        let answer = ask("\(TerminalText.line(consequence)). Type yes to go on: ") ?? ""
        guard ["yes", "y"].contains(answer.lowercased()) else { throw CommandFailure("nothing was deleted") }
    }
}
