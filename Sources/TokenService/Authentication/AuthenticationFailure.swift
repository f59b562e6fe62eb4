import OAuthCore

/// Why a client was not believed, for logs and metrics. What the client sees of it is ``wire``.
enum AuthenticationFailure: Error, Equatable {
    case unknownClient
    case wrongSecret
    case inactiveSecret
    case expiredSecret
    /// The secret is right; an operator has disabled the client.
    case inactiveClient
    /// The secret is right; the client may not be used from this address.
    case addressNotAllowed(String)
    /// Too many failures before; the value is in seconds.
    case throttled(Int)

    /// A bounded name for logs and metrics.
    var reason: String {
        switch self {
        case .unknownClient: "unknown_client"
        case .wrongSecret: "wrong_secret"
        case .inactiveSecret: "inactive_secret"
        case .expiredSecret: "expired_secret"
        case .inactiveClient: "inactive_client"
        case .addressNotAllowed: "address_not_allowed"
        case .throttled: "throttled"
        }
    }

    /// Whether it may have been a guess at the secret.
    var isGuess: Bool {
        switch self {
        case .unknownClient, .wrongSecret, .inactiveSecret, .expiredSecret: true
        case .inactiveClient, .addressNotAllowed, .throttled: false
        }
    }

    /// The answer, which does not tell an unknown client from a wrong secret (RFC 6749 §5.2).
    var wire: OAuthError {
        switch self {
        case .unknownClient, .wrongSecret, .inactiveSecret, .expiredSecret: .invalidClient
        case .inactiveClient:
            OAuthError(
                .invalidClient, status: 401,
                "This client has been disabled. Ask whoever gave you its secret; the operator can enable it.")
        case .addressNotAllowed(let address):
            OAuthError(
                .invalidClient, status: 401,
                "This client may not ask for tokens from \(address); the operator can add it to allowed_addresses.")
        case .throttled(let seconds):
            OAuthError(
                .temporarilyUnavailable, status: 429,
                "Too many failed attempts for this client from this address. Try again in \(seconds) seconds, with "
                    + "the right client id and secret.", retryAfter: seconds)
        }
    }
}
