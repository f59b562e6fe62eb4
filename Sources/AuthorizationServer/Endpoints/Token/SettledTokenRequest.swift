import TokenService

/// What a token request has come to when nothing is left to wait for.
enum SettledTokenRequest: Sendable {
    case token(UnsignedToken)
    case refusal(EndpointResponse)

    /// - Returns: `nil` when a client must be read, or a second waited for, first.
    init?(_ preparation: TokenEndpoint.Preparation) {
        switch preparation {
        case .token(let token): self = .token(token)
        case .refusal(let response): self = .refusal(response)
        case .clientNotInMemory, .notBefore: return nil
        }
    }
}
