/// One thing, a labelled line for each of its properties.
struct Details {
    private var lines: [(label: String, text: String)] = []

    mutating func add(_ label: String, _ text: String) {
        lines.append((label, text))
    }

    /// The lines with their texts aligned, each with a line end.
    func render() -> String {
        let width = lines.map { TerminalText.width($0.label) }.max() ?? 0
        return lines.map { line in
            line.label + String(repeating: " ", count: width - TerminalText.width(line.label) + 2) + line.text + "\n"
        }.joined()
    }
}
