/// The id of something in the store: a prefix and a positive decimal number of at most 63 bits, without leading
/// zeros, so that an id has exactly one text. At most 32 characters, none of which needs URL-encoding.
package protocol StoredIdentifier: Sendable, Hashable, CustomStringConvertible {
    /// What stands before the digits, underscore included.
    var prefix: StaticString { get }
    /// The digits as a number.
    var number: Int64 { get }

    /// Reads an id from its text; `nil` when the text is no id of this kind.
    init?(_ text: some StringProtocol)
}

extension StoredIdentifier {
    package var description: String { "\(prefix)\(number)" }

    static func number(in text: some StringProtocol, after prefix: StaticString) -> Int64? {
        guard text.utf8.count <= 32 else { return nil }
        let number = text.utf8.withContiguousStorageIfAvailable { Self.number(in: $0, after: prefix) }
        return number ?? Array(text.utf8).withUnsafeBufferPointer { Self.number(in: $0, after: prefix) }
    }

    /// The token path reads the ids of clients here.
    static func number(in text: UnsafeBufferPointer<UInt8>, after prefix: StaticString) -> Int64? {
        let prefix = UnsafeBufferPointer(start: prefix.utf8Start, count: prefix.utf8CodeUnitCount)
        guard text.count > prefix.count, text.count <= 32, prefix.indices.allSatisfy({ text[$0] == prefix[$0] })
        else { return nil }
        let digits = text[prefix.count...]
        guard digits.first != UInt8(ascii: "0") else { return nil }
        var number: Int64 = 0
        for digit in digits {
            guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
            let (tenfold, overflow) = number.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tenfold.addingReportingOverflow(Int64(digit - UInt8(ascii: "0")))
            guard !overflow, !carry else { return nil }
            number = sum
        }
        return number
    }
}
