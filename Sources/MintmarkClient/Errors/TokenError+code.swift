extension TokenError {
    /// The kinds of error. The raw values are stable; kinds may be added.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The stable name.
        public let rawValue: String

        /// A code by its stable name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The environment lacks a setting.
        public static let missingConfiguration = Code(rawValue: "missingConfiguration")
        /// A setting cannot be used as it is.
        public static let invalidConfiguration = Code(rawValue: "invalidConfiguration")
        /// A secret or a token would go over plain HTTP to another machine (RFC 6749 §3.2, RFC 6750 §5.3).
        public static let insecureURL = Code(rawValue: "insecureURL")
        /// The server does not accept the client id and secret (`invalid_client`, RFC 6749 §5.2). Remembered for
        /// ``TokenProviderSettings/refusalMemory`` for all requests.
        public static let invalidClient = Code(rawValue: "invalidClient")
        /// The client may not use the client credentials grant (`unauthorized_client`, RFC 6749 §5.2).
        public static let unauthorizedClient = Code(rawValue: "unauthorizedClient")
        /// A scope is unknown or not granted to the client (`invalid_scope`, RFC 6749 §5.2).
        public static let invalidScope = Code(rawValue: "invalidScope")
        /// The audience is unknown or not granted to the client (`invalid_target`, RFC 8707 §2).
        public static let invalidTarget = Code(rawValue: "invalidTarget")
        /// The server refuses the request for another reason (RFC 6749 §5.2).
        public static let refused = Code(rawValue: "refused")
        /// Too many requests (HTTP 429, RFC 6585 §4). Look at ``TokenError/retryAfter``.
        public static let rateLimited = Code(rawValue: "rateLimited")
        /// The server failed (HTTP 5xx, RFC 9110 §15.6).
        public static let serverError = Code(rawValue: "serverError")
        /// No connection to the server, or it broke off.
        public static let unreachable = Code(rawValue: "unreachable")
        /// The server's certificate is not trusted, or TLS cannot be agreed on.
        public static let untrustedServer = Code(rawValue: "untrustedServer")
        /// There was no token within the time allowed.
        public static let timedOut = Code(rawValue: "timedOut")
        /// The answer is not that of a token endpoint (RFC 6749 §5.1), too large, or a redirect.
        public static let malformedAnswer = Code(rawValue: "malformedAnswer")
    }
}
