/// A table as the statements of the migrations make it, so that none can be forgotten where all are looked for. It reads
/// what those are written like: a column on each line, its name in small letters, conditions of the table in large ones.
struct MadeTable: Equatable {
    let name: String
    private(set) var columns: [String]

    /// Asks for all columns and no row.
    var look: String { "SELECT \(columns.joined(separator: ", ")) FROM \(name) LIMIT 0" }

    /// The tables that some statements make, one after another.
    static func all(by statements: some Sequence<String>) -> [MadeTable] {
        var tables: [MadeTable] = []
        for statement in statements {
            let words = statement.split { $0.isWhitespace || $0 == "(" }
            if words.starts(with: ["CREATE", "TABLE"]), words.count > 2 {
                let columns = statement.split(separator: "\n").dropFirst().compactMap(column)
                tables.append(MadeTable(name: String(words[2]), columns: columns))
            } else if words.starts(with: ["ALTER", "TABLE"]), words.count > 5, words[3...4] == ["ADD", "COLUMN"] {
                guard let table = tables.firstIndex(where: { $0.name == words[2] }) else { continue }
                tables[table].columns.append(String(words[5]))
            }
        }
        return tables
    }

    private static func column(_ line: Substring) -> String? {
        guard let word = line.split(whereSeparator: \.isWhitespace).first,
            word.allSatisfy({ $0.isLowercase || $0 == "_" })
        else { return nil }
        return String(word)
    }
}
