extension TokenValidationError {
    /// The HTTP status to answer with: 401 for a missing or bad token, 403 for insufficient scope, 503 when nothing
    /// could be decided (RFC 6750 §3.1).
    public var httpStatus: Int {
        switch code {
        case .insufficientScope: 403
        case .keysUnavailable, .revocationUnknown, .timedOut: 503
        case .wrongPlace: 400
        default: 401
        }
    }

    /// The value of `WWW-Authenticate` (RFC 6750 §3); `nil` for 503, where the token is not at fault.
    /// - Parameter resourceMetadata: the address of this server's protected-resource metadata (RFC 9728 §5.1).
    public func wwwAuthenticate(resourceMetadata: String? = nil) -> String? {
        var parameters: [String] = []
        switch code {
        case .keysUnavailable, .revocationUnknown, .timedOut: return nil
        // RFC 6750 §3.1: no error information for a request without a token.
        case .missing: break
        case .insufficientScope:
            parameters.append(#"error="insufficient_scope""#)
            if let expected { parameters.append("scope=\"\(Self.quotable(expected))\"") }
        case .wrongPlace: parameters.append(#"error="invalid_request""#)
        default: parameters.append(#"error="invalid_token""#)
        }
        if code != .missing { parameters.append("error_description=\"\(Self.quotable(reason))\"") }
        if let resourceMetadata { parameters.append("resource_metadata=\"\(Self.quotable(resourceMetadata))\"") }
        return parameters.isEmpty ? "Bearer" : "Bearer " + parameters.joined(separator: ", ")
    }

    /// RFC 6750 §3 allows printable ASCII without `"` and `\`.
    private static func quotable(_ text: String) -> String {
        String(
            decoding: text.utf8.map { (0x20...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C ? $0 : UInt8(ascii: "?") },
            as: UTF8.self)
    }
}

extension TokenValidationError {
    /// A refusal before there is a token to check, for middleware.
    package static func refused(_ code: Code, _ reason: String) -> TokenValidationError {
        TokenValidationError(code, .form, reason)
    }
}

extension TokenValidationError {
    static let revocationUnknown = TokenValidationError(
        .revocationUnknown, .revocation,
        "Whether the token has been revoked is not known: the issuer has given no word for too long; try again.")
}
