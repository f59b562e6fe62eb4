import GRDB
import JOSE
import OAuthCore
import Stores

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads the columns of a row one after another, each strictly as what it must be.
///
/// Every method throws ``StoreError`` `corrupt`, which names the table, the row and the column, when the column holds
/// something else. The value itself stays out of the error.
struct RowReader {
    private let row: Row
    private let table: StoredTable
    private var position = 0

    /// - Parameter row: a row of ``StoredTable/select``.
    init(_ row: Row, of table: StoredTable) {
        self.row = row
        self.table = table
    }

    mutating func integer() throws(StoreError) -> Int64 {
        guard case .int64(let number) = next() else { throw fault("an integer") }
        return number
    }

    mutating func optionalInteger() throws(StoreError) -> Int64? {
        switch next() {
        case .null: return nil
        case .int64(let number): return number
        default: throw fault("an integer or NULL")
        }
    }

    mutating func text() throws(StoreError) -> String {
        guard case .string(let text) = next() else { throw fault("text") }
        return text
    }

    mutating func optionalText() throws(StoreError) -> String? {
        switch next() {
        case .null: return nil
        case .string(let text): return text
        default: throw fault("text or NULL")
        }
    }

    mutating func bytes() throws(StoreError) -> [UInt8] {
        guard case .blob(let data) = next() else { throw fault("a blob") }
        return Array(data)
    }

    mutating func optionalBytes() throws(StoreError) -> [UInt8]? {
        switch next() {
        case .null: return nil
        case .blob(let data): return Array(data)
        default: throw fault("a blob or NULL")
        }
    }

    mutating func time() throws(StoreError) -> Timestamp {
        Timestamp(milliseconds: try integer())
    }

    mutating func optionalTime() throws(StoreError) -> Timestamp? {
        try optionalInteger().map(Timestamp.init(milliseconds:))
    }

    /// Text that means something to `meaning`.
    mutating func value<Value>(_ expected: String, _ meaning: (String) -> Value?) throws(StoreError) -> Value {
        guard case .string(let text) = next(), let value = meaning(text) else { throw fault(expected) }
        return value
    }

    /// As ``value(_:_:)``, or NULL.
    mutating func optionalValue<Value>(
        _ expected: String, _ meaning: (String) -> Value?
    ) throws(StoreError) -> Value? {
        switch next() {
        case .null: return nil
        case .string(let text):
            guard let value = meaning(text) else { throw fault(expected) }
            return value
        default: throw fault(expected)
        }
    }

    private mutating func next() -> DatabaseValue.Storage {
        defer { position += 1 }
        let value: DatabaseValue = row[position]
        return value.storage
    }

    private func fault(_ expected: String) -> StoreError {
        let key: DatabaseValue = row[0]
        return StoreError(
            .corrupt,
            """
            row \(key) of the table \(table.name) cannot be read: the column \(table.columns[position - 1]) does not \
            hold \(expected) that this Mintmark knows; restore a backup, or correct or delete the row
            """)
    }
}
