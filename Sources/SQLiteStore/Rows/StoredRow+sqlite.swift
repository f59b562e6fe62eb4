import GRDB
import StoredRows

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension StoredValue {
    init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let number): self = .integer(number)
        case .string(let text): self = .text(text)
        case .blob(let data): self = .bytes(Array(data))
        case .double(let number): self = .foreign("\(number)")
        }
    }

    /// As a parameter of a statement.
    var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .text(let text), .foreign(let text): text.databaseValue
        case .bytes(let bytes): Data(bytes).databaseValue
        }
    }
}

extension Row {
    /// What all columns hold, in their order.
    var storedValues: [StoredValue] { databaseValues.map { StoredValue($0) } }
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
        try self.init(row.storedValues)
    }

    /// Adds the row.
    func insert(_ db: Database) throws {
        try db.cachedStatement(sql: Self.table.insert)
            .execute(arguments: StatementArguments(columnValues.map(\.databaseValue)))
    }

    /// Writes the row over the one that has its key.
    func update(_ db: Database) throws {
        let values = columnValues.map(\.databaseValue)
        try db.cachedStatement(sql: Self.table.update)
            .execute(arguments: StatementArguments(values.dropFirst() + values.prefix(1)))
    }
}
