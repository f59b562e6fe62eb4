/// A table for people: upper-case headings, columns apart by two spaces, no lines.
struct Table {
    private static let gap = 2
    /// What a column of free text is not cut below.
    private static let smallestWidth = 8

    /// One column.
    struct Column {
        let heading: String
        /// Whether its texts may be cut to fit the terminal: names and lists, never ids and times.
        let mayBeCut: Bool

        init(_ heading: String, mayBeCut: Bool = false) {
            self.heading = heading
            self.mayBeCut = mayBeCut
        }
    }

    private let columns: [Column]
    private let rows: [[String]]

    /// - Parameter rows: as many texts a row as there are columns.
    init(_ columns: [Column], rows: [[String]]) {
        self.columns = columns
        self.rows = rows
    }

    /// The lines of the table, each with a line end.
    /// - Parameter width: the columns of the terminal; `nil` for as wide as it takes. A table that does not fit even
    ///   with its free texts cut is written as one block a row.
    func render(width limit: Int?) -> String {
        var widths = columns.indices.map { index in
            ([columns[index].heading] + rows.map { $0[index] }).map(TerminalText.width).max() ?? 0
        }
        if let limit {
            shrink(&widths, to: limit)
            if total(widths) > limit { return blocks() }
        }
        let lines = [columns.map(\.heading)] + rows
        return lines.map { line($0, widths) }.joined()
    }

    private func total(_ widths: [Int]) -> Int {
        widths.reduce(0, +) + Self.gap * (widths.count - 1)
    }

    /// Takes from the widest column that may be cut, one place at a time.
    private func shrink(_ widths: inout [Int], to limit: Int) {
        while total(widths) > limit {
            let candidates = columns.indices.filter { columns[$0].mayBeCut && widths[$0] > Self.smallestWidth }
            guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return }
            widths[widest] -= 1
        }
    }

    private func line(_ texts: [String], _ widths: [Int]) -> String {
        var line = ""
        for (text, width) in zip(texts, widths) {
            let cut = TerminalText.cut(text, to: width)
            line += cut + String(repeating: " ", count: width - TerminalText.width(cut) + Self.gap)
        }
        while line.last == " " { line.removeLast() }
        return line + "\n"
    }

    private func blocks() -> String {
        rows.map { row in
            var details = Details()
            for (column, text) in zip(columns, row) { details.add(column.heading.lowercased(), text) }
            return details.render()
        }.joined(separator: "\n")
    }
}
