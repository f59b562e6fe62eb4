/// A value that is one row of a table, in every store that keeps its data in tables.
package protocol StoredRow {
    static var table: StoredTable { get }

    /// Reads a row of ``StoredTable/select``.
    /// - Throws: ``StoreError`` `corrupt`.
    init(_ reader: inout RowReader) throws

    /// What ``StoredTable/insert`` takes.
    var columnValues: [StoredValue] { get }
}

extension StoredRow {
    /// Reads a row of ``StoredTable/select``.
    /// - Throws: ``StoreError`` `corrupt`.
    package init(_ values: [StoredValue]) throws {
        var reader = RowReader(values, of: Self.table)
        try self.init(&reader)
    }
}
