import JOSE

/// A place in a list that is ordered by id.
package enum PageCursor: Sendable, Equatable {
    /// The rows whose ids are larger.
    case after(Int64)
    /// The rows whose ids are smaller, nearest first in the store's query.
    case before(Int64)

    /// The opaque text of the place, in base64url.
    package var token: String {
        switch self {
        case .after(let id): Base64URL.encode(Array("a\(id)".utf8))
        case .before(let id): Base64URL.encode(Array("b\(id)".utf8))
        }
    }

    /// Reads ``token``; `nil` for any other text.
    package init?(token: String) {
        guard token.utf8.count <= 64, let bytes = try? Base64URL.decode(token.utf8),
            let id = Int64(String(decoding: bytes.dropFirst(), as: UTF8.self)), id >= 0,
            String(id).utf8.elementsEqual(bytes.dropFirst())
        else { return nil }
        switch bytes.first {
        case UInt8(ascii: "a"): self = .after(id)
        case UInt8(ascii: "b"): self = .before(id)
        default: return nil
        }
    }
}
