/// What to do for a caller that needs a token. Numbers name requests that are under way.
enum TokenDecision: Sendable {
    /// Give out this token.
    case use(AccessToken)
    /// Give out this token, and begin to get its successor.
    case refresh(AccessToken, request: Int)
    /// Wait for a request that is under way.
    case wait(request: Int)
    /// Begin a request and wait for it.
    case fetch(request: Int)
    /// The server refused the same a moment ago.
    case refuse(TokenError)
}
