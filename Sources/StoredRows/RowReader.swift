package import OAuthCore
package import Stores

/// Reads the columns of a row one after another, each strictly as what it must be.
///
/// Every method throws ``StoreError`` `corrupt`, which names the table, the row and the column, when the column holds
/// something else. The value itself stays out of the error.
package struct RowReader {
    private let row: [StoredValue]
    private let table: StoredTable
    private var position = 0

    /// - Parameter row: a row of ``StoredTable/select``.
    package init(_ row: [StoredValue], of table: StoredTable) {
        self.row = row
        self.table = table
    }

    package mutating func integer() throws(StoreError) -> Int64 {
        guard case .integer(let number) = next() else { throw fault("an integer") }
        return number
    }

    package mutating func optionalInteger() throws(StoreError) -> Int64? {
        switch next() {
        case .null: return nil
        case .integer(let number): return number
        default: throw fault("an integer or NULL")
        }
    }

    package mutating func text() throws(StoreError) -> String {
        guard case .text(let text) = next() else { throw fault("text") }
        return text
    }

    package mutating func optionalText() throws(StoreError) -> String? {
        switch next() {
        case .null: return nil
        case .text(let text): return text
        default: throw fault("text or NULL")
        }
    }

    package mutating func bytes() throws(StoreError) -> [UInt8] {
        guard case .bytes(let bytes) = next() else { throw fault("a blob") }
        return bytes
    }

    package mutating func optionalBytes() throws(StoreError) -> [UInt8]? {
        switch next() {
        case .null: return nil
        case .bytes(let bytes): return bytes
        default: throw fault("a blob or NULL")
        }
    }

    package mutating func time() throws(StoreError) -> Timestamp {
        Timestamp(milliseconds: try integer())
    }

    package mutating func optionalTime() throws(StoreError) -> Timestamp? {
        try optionalInteger().map(Timestamp.init(milliseconds:))
    }

    /// Text that means something to `meaning`.
    package mutating func value<Value>(_ expected: String, _ meaning: (String) -> Value?) throws(StoreError) -> Value {
        guard case .text(let text) = next(), let value = meaning(text) else { throw fault(expected) }
        return value
    }

    /// As ``value(_:_:)``, or NULL.
    package mutating func optionalValue<Value>(
        _ expected: String, _ meaning: (String) -> Value?
    ) throws(StoreError) -> Value? {
        switch next() {
        case .null: return nil
        case .text(let text):
            guard let value = meaning(text) else { throw fault(expected) }
            return value
        default: throw fault(expected)
        }
    }

    private mutating func next() -> StoredValue {
        defer { position += 1 }
        return position < row.count ? row[position] : .null
    }

    private func fault(_ expected: String) -> StoreError {
        return StoreError(
            .corrupt,
            """
            row \(row.first ?? .null) of the table \(table.name) cannot be read: the column \(table.columns[position - 1]) does not \
            hold \(expected) that this Mintmark knows; restore a backup, or correct or delete the row
            """)
    }
}
