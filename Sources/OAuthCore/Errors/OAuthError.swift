/// A refusal of an OAuth endpoint as the client sees it (RFC 6749 §5.2): a code from the registry and a sentence that
/// says what was wrong and what to do.
package struct OAuthError: Error, Equatable {
    /// The registered error codes that Mintmark uses.
    package enum Code: String, Sendable {
        case invalidRequest = "invalid_request"
        case invalidClient = "invalid_client"
        case unsupportedGrantType = "unsupported_grant_type"
        case invalidScope = "invalid_scope"
        /// RFC 8707 §2.
        case invalidTarget = "invalid_target"
        /// RFC 6749 §5.2: the client may not do this.
        case unauthorizedClient = "unauthorized_client"
        /// RFC 7009 §2.2.1.
        case unsupportedTokenType = "unsupported_token_type"
        /// RFC 6750 §3.1.
        case invalidToken = "invalid_token"
        case insufficientScope = "insufficient_scope"
        /// Too many attempts, or the server cannot answer now.
        case temporarilyUnavailable = "temporarily_unavailable"
        case serverError = "server_error"
    }

    package let code: Code
    /// Printable ASCII without `"` and `\` (RFC 6749 §5.2).
    package let description: String
    /// The HTTP status.
    package let status: Int
    /// After how many seconds to try again, where that helps.
    package var retryAfter: Int?

    package init(_ code: Code, status: Int = 400, _ description: String, retryAfter: Int? = nil) {
        self.code = code
        self.description = description
        self.status = status
        self.retryAfter = retryAfter
    }

    package static func invalidRequest(_ description: String, status: Int = 400) -> OAuthError {
        OAuthError(.invalidRequest, status: status, description)
    }

    package static func invalidScope(_ description: String) -> OAuthError {
        OAuthError(.invalidScope, description)
    }

    /// The one answer to an unknown client, a wrong secret and a secret that is no longer in force.
    package static let invalidClient = OAuthError(
        .invalidClient, status: 401,
        "The client id or the client secret is wrong, or no longer in force. Check both, or ask whoever gave you them.")
}
