import StoredRows

extension StoredRow {
    /// Reads the rows that the end of a `SELECT` picks, as in `WHERE id = ?`.
    static func fetch(_ db: Connection, _ condition: String, _ arguments: [StoredValue] = []) throws -> [Self] {
        try db.run("\(table.select) \(condition)", arguments).rows.map { try Self($0) }
    }

    /// Adds the row.
    func insert(_ db: Connection) throws {
        try db.run(Self.table.insert, columnValues)
    }

    /// Writes the row over the one that has its key.
    func update(_ db: Connection) throws {
        let values = columnValues
        try db.run(Self.table.update, Array(values.dropFirst()) + values.prefix(1))
    }
}

extension Connection {
    /// The number that a query gives in its first column; `nil` when it gives none.
    func number(_ sql: String, _ arguments: [StoredValue] = []) throws -> Int64? {
        guard case .integer(let number) = try run(sql, arguments).rows.first?.first else { return nil }
        return number
    }

    /// The next number of a counter. The caller's transaction holds the right to write.
    func next(_ counter: String) throws -> Int64 {
        // The migration made the row; without it nothing can be numbered.
        try number("UPDATE counters SET value = value + 1 WHERE name = ? RETURNING value", [.text(counter)]) ?? 0
    }
}

extension StoredValue {
    /// A parameter of type `bigint[]`.
    static func list(_ numbers: some Sequence<Int64>) -> StoredValue {
        .text("{" + numbers.map { "\($0)" }.joined(separator: ",") + "}")
    }

    /// A parameter of type `text[]`.
    static func list(_ texts: some Sequence<String?>) -> StoredValue {
        let elements = texts.map { text in
            guard let text else { return "NULL" }
            return "\"" + text.replacing(#"\"#, with: #"\\"#).replacing("\"", with: #"\""#) + "\""
        }
        return .text("{" + elements.joined(separator: ",") + "}")
    }

    /// A parameter of type `bytea[]`.
    static func list(_ values: some Sequence<[UInt8]>) -> StoredValue {
        list(values.map { String(decoding: Hexadecimal.text($0), as: UTF8.self) as String? })
    }
}
