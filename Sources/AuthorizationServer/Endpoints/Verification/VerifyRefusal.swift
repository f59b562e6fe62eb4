import HTTPTypes
import Hummingbird
import JOSE

/// Why a gateway must not let a request pass (RFC 6750 §3.1).
enum VerifyRefusal: Error, Equatable {
    case missing
    case invalidRequest(String)
    case invalidToken(String)
    /// The value is the scopes that are asked for.
    case insufficientScope(String)

    var response: Response {
        let (status, code, description) = parts
        var challenge = "Bearer"
        if let code {
            challenge += " error=\"\(code)\", error_description=\"\(Self.quotable(description))\""
            if case .insufficientScope(let scopes) = self { challenge += ", scope=\"\(Self.quotable(scopes))\"" }
        }
        var response = Response.json(
            ["error": .string(code ?? "invalid_request"), "error_description": .string(Self.quotable(description))],
            status: status)
        if status != .badRequest { response.headers[.wwwAuthenticate] = challenge }
        return response
    }

    private var parts: (HTTPResponse.Status, String?, String) {
        switch self {
        case .missing: (.unauthorized, nil, "There is no token; send one as Authorization: Bearer.")
        case .invalidRequest(let reason): (.badRequest, "invalid_request", reason)
        case .invalidToken(let reason): (.unauthorized, "invalid_token", reason)
        case .insufficientScope(let scopes):
            (.forbidden, "insufficient_scope", "The token must grant the scopes \(scopes).")
        }
    }

    /// RFC 6750 §3 allows printable ASCII without `"` and `\`.
    private static func quotable(_ text: String) -> String {
        let bytes = text.utf8.map { (0x20...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C ? $0 : UInt8(ascii: "?") }
        return String(decoding: bytes, as: UTF8.self)
    }
}
