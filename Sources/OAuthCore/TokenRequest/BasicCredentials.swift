import JOSE

/// The user id and password of a Basic `Authorization` header (RFC 7617), both form-decoded as RFC 6749 §2.3.1 asks.
struct BasicCredentials {
    let userID: String
    let password: String

    /// - Parameter encoded: what stands after `Basic `; canonical, padded base64.
    /// - Throws: ``OAuthError`` `invalid_request`.
    init(_ encoded: some StringProtocol) throws(OAuthError) {
        guard let bytes = Self.decode(encoded), let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else {
            throw .invalidRequest(
                "The Basic Authorization header is malformed: after Basic it must hold the base64 of "
                    + "client_id:client_secret.")
        }
        userID = try Self.formDecoded(bytes[..<colon])
        password = try Self.formDecoded(bytes[(colon + 1)...])
    }

    private static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let bytes = Array(text.utf8)
        let padding = bytes.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard bytes.count.isMultiple(of: 4), padding <= 2, !bytes.contains(UInt8(ascii: "-")),
            !bytes.contains(UInt8(ascii: "_"))
        else { return nil }
        let urlAlphabet = bytes.dropLast(padding).map { byte in
            switch byte {
            case UInt8(ascii: "+"): UInt8(ascii: "-")
            case UInt8(ascii: "/"): UInt8(ascii: "_")
            default: byte
            }
        }
        return try? Base64URL.decode(urlAlphabet)
    }

    /// One part of the header is one form value, so an `&` in it would be a mistake of the sender.
    private static func formDecoded(_ bytes: ArraySlice<UInt8>) throws(OAuthError) -> String {
        guard !bytes.isEmpty else { return "" }
        guard !bytes.contains(UInt8(ascii: "&")), let form = try? FormParameters(Array("v=".utf8) + bytes) else {
            throw .invalidRequest(
                "The Basic Authorization header is malformed: client id and secret must each be form-encoded "
                    + "(RFC 6749 2.3.1).")
        }
        return form["v"] ?? ""
    }
}
