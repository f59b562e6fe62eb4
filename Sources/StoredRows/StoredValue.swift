/// What one column of a row holds, whatever the database.
package enum StoredValue: Sendable, Equatable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
    /// Something that no store of Mintmark would write, such as a fraction.
    case foreign(String)

    /// The value of a parameter that may be missing.
    package init(_ number: Int64?) { self = number.map(StoredValue.integer) ?? .null }
    package init(_ text: String?) { self = text.map(StoredValue.text) ?? .null }
    package init(_ bytes: [UInt8]?) { self = bytes.map(StoredValue.bytes) ?? .null }
}

extension StoredValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(stringLiteral value: String) { self = .text(value) }
}

extension StoredValue: CustomStringConvertible {
    /// For naming a row by its key.
    package var description: String {
        switch self {
        case .null: "NULL"
        case .integer(let number): "\(number)"
        case .text(let text), .foreign(let text): text
        case .bytes(let bytes): "\(bytes.count) bytes"
        }
    }
}
