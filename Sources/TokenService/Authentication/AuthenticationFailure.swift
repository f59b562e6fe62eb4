import OAuthCore

/// Why a client was not believed, for logs and metrics. What the client sees of it is ``wire``.
enum AuthenticationFailure: Error, Equatable {
    case unknownClient
    case wrongSecret
    case inactiveSecret
    case expiredSecret
    /// Too many failures before; the value is in seconds.
    case throttled(Int)

    /// A bounded name for logs and metrics.
    var reason: String {
        switch self {
        case .unknownClient: "unknown_client"
        case .wrongSecret: "wrong_secret"
        case .inactiveSecret: "inactive_secret"
        case .expiredSecret: "expired_secret"
        case .throttled: "throttled"
        }
    }

    /// The answer, which does not tell an unknown client from a wrong secret (RFC 6749 §5.2).
    var wire: OAuthError {
        switch self {
        case .unknownClient, .wrongSecret, .inactiveSecret, .expiredSecret: .invalidClient
        case .throttled(let seconds):
            OAuthError(
                .temporarilyUnavailable, status: 429,
                "Too many failed attempts for this client from this address. Try again in \(seconds) seconds, with "
                    + "the right client id and secret.", retryAfter: seconds)
        }
    }
}
