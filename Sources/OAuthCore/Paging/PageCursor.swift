import JOSE

/// A place in a list that is ordered by id, or by a time and then by id.
package enum PageCursor: Sendable, Equatable {
    /// The rows whose ids are larger.
    case after(Int64)
    /// The rows whose ids are smaller, nearest first in the store's query.
    case before(Int64)
    /// In a list that is ordered by time: the rows behind the one with this time and id.
    case afterTime(Timestamp, Int64)
    /// In a list that is ordered by time: the rows before the one with this time and id.
    case beforeTime(Timestamp, Int64)

    /// The opaque text of the place, in base64url.
    package var token: String {
        switch self {
        case .after(let id): Base64URL.encode(Array("a\(id)".utf8))
        case .before(let id): Base64URL.encode(Array("b\(id)".utf8))
        case .afterTime(let time, let id): Base64URL.encode(Array("t\(time.milliseconds).\(id)".utf8))
        case .beforeTime(let time, let id): Base64URL.encode(Array("u\(time.milliseconds).\(id)".utf8))
        }
    }

    /// Whether it is a place in a list that is ordered by time.
    var isInTime: Bool {
        switch self {
        case .after, .before: false
        case .afterTime, .beforeTime: true
        }
    }

    /// Reads ``token``; `nil` for any other text.
    package init?(token: String) {
        guard token.utf8.count <= 64, let bytes = try? Base64URL.decode(token.utf8) else { return nil }
        let numbers = bytes.dropFirst().split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .map(Self.number)
        switch (bytes.first, numbers.first ?? nil, numbers.last ?? nil, numbers.count) {
        case (UInt8(ascii: "a"), let id?, _, 1): self = .after(id)
        case (UInt8(ascii: "b"), let id?, _, 1): self = .before(id)
        case (UInt8(ascii: "t"), let time?, let id?, 2): self = .afterTime(Timestamp(milliseconds: time), id)
        case (UInt8(ascii: "u"), let time?, let id?, 2): self = .beforeTime(Timestamp(milliseconds: time), id)
        default: return nil
        }
    }

    /// A number of at least 0 in its one spelling.
    private static func number(_ digits: some Collection<UInt8>) -> Int64? {
        guard let number = Int64(String(decoding: digits, as: UTF8.self)), number >= 0,
            String(number).utf8.elementsEqual(digits)
        else { return nil }
        return number
    }
}
