import GRDB

/// A value that is one row of a table.
protocol StoredRow {
    static var table: StoredTable { get }

    /// Reads a row of ``StoredTable/select``.
    /// - Throws: ``StoreError`` `corrupt`.
    init(_ reader: inout RowReader) throws

    /// What ``StoredTable/insert`` takes.
    var columnValues: [(any DatabaseValueConvertible)?] { get }
}

extension StoredRow {
    /// Reads the rows that the end of a `SELECT` picks, as in `WHERE id = ?`.
    static func fetch(_ db: Database, _ condition: String, _ arguments: StatementArguments = []) throws -> [Self] {
        let statement = try db.cachedStatement(sql: "\(table.select) \(condition)")
        let rows = try Row.fetchCursor(statement, arguments: arguments)
        var values: [Self] = []
        while let row = try rows.next() {
            values.append(try Self(row))
        }
        return values
    }

    init(_ row: Row) throws {
        var reader = RowReader(row, of: Self.table)
        try self.init(&reader)
    }

    /// Adds the row.
    func insert(_ db: Database) throws {
        try db.cachedStatement(sql: Self.table.insert).execute(arguments: StatementArguments(columnValues))
    }

    /// Writes the row over the one that has its key.
    func update(_ db: Database) throws {
        let values = columnValues
        try db.cachedStatement(sql: Self.table.update)
            .execute(arguments: StatementArguments(values.dropFirst() + values.prefix(1)))
    }
}
