import JOSE

/// Reads the answer of the token endpoint (RFC 6749 §5).
enum AccessTokenResponse {
    /// Ten years: what a token with a longer life is taken to have.
    private static let longestLifetime: Int64 = 315_360_000

    /// - Throws: ``TokenError``: what the server refuses (§5.2), or `malformedAnswer`.
    static func token(
        _ response: TokenHTTPResponse, for request: AccessTokenRequest, secret: SecretString, unstatedLifetime: Duration
    ) throws(TokenError) -> AccessToken {
        let document = response.document
        guard response.status == 200 else {
            throw TokenError(refusal: response, document, Redaction(secret))
        }
        guard let document else { throw malformed("it is no JSON object") }
        // RFC 6749 §7.1: a token of a type that is not understood must not be used.
        guard document["token_type"]?.string?.lowercased() == "bearer" else {
            throw malformed("its token_type is not Bearer")
        }
        // RFC 6750 §2.1 allows fewer characters; what matters is that it fits a header.
        guard let value = document["access_token"]?.string, !value.isEmpty,
            value.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw malformed("it holds no access_token that can be sent in a header") }
        var lifetime = unstatedLifetime
        if let stated = document["expires_in"], stated != .null { lifetime = try self.lifetime(stated) }
        var scopes = request.scopes
        if let granted = document["scope"]?.string { scopes = AccessTokenRequest(scopes: [granted]).scopes }
        return AccessToken(value: SecretString(value), scopes: scopes, lifetime: lifetime, request: request)
    }

    /// A number of seconds. Some servers write it as a string or with a fraction.
    private static func lifetime(_ stated: JSONValue) throws(TokenError) -> Duration {
        let seconds: Int64? =
            switch stated {
            case .integer(let number): number
            case .number(let number) where number >= 0: Int64(min(number, Double(longestLifetime)))
            case .string(let text): Int64(text)
            default: nil
            }
        guard let seconds, seconds >= 0 else { throw malformed("its expires_in is no number of seconds") }
        return .seconds(min(seconds, longestLifetime))
    }

    private static func malformed(_ fault: String) -> TokenError {
        TokenError(
            .malformedAnswer, "The answer of the token endpoint cannot be used: \(fault) (RFC 6749 §5.1).",
            advice: "Check that the address is that of a token endpoint.", httpStatus: 200)
    }
}
