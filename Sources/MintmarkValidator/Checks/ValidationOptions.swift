/// What is asked of tokens beyond issuer and audience, which every ``TokenValidator`` is made with.
public struct ValidationOptions: Sendable {
    /// What the `typ` header must be.
    public enum TokenType: Sendable {
        /// `at+jwt` or `application/at+jwt` (RFC 9068 §4).
        case accessToken
        /// Also `JWT` or none, for issuers that set no other; `sub`, `client_id`, `iat` and `jti` may then be missing.
        case any
    }

    /// The scopes that every token must grant; `nil` for none.
    public var requiredScopes: ScopeRequirement?
    /// How far the clocks of issuer and server may be apart, in seconds; at most 300.
    public var leeway: Int64
    /// How long ago a token may have been issued, in seconds; `nil` for any time.
    public var maximumAge: Int64?
    /// For how long a token may have been issued, in seconds; `nil` for any time.
    public var maximumLifetime: Int64?
    /// Claims that must be there, beside those of RFC 9068.
    public var requiredClaims: [String]
    /// The algorithms that are accepted.
    public var allowedAlgorithms: Set<TokenAlgorithm>
    /// The only organization whose tokens are accepted; `nil` for all.
    public var requiredOrganization: String?
    /// What the `typ` header must be.
    public var tokenType: TokenType
    /// How long a decision may take when keys have to be fetched.
    public var timeout: Duration
    /// For tools that examine tokens; never for a server.
    package var skippedChecks: Set<TokenCheck> = []

    /// The strictest settings that every token of Mintmark passes.
    public init(
        requiredScopes: ScopeRequirement? = nil, leeway: Int64 = 5, maximumAge: Int64? = nil,
        maximumLifetime: Int64? = nil, requiredClaims: [String] = [],
        allowedAlgorithms: Set<TokenAlgorithm> = Set(TokenAlgorithm.allCases), requiredOrganization: String? = nil,
        tokenType: TokenType = .accessToken, timeout: Duration = .seconds(5)
    ) {
        self.requiredScopes = requiredScopes
        self.leeway = min(max(leeway, 0), 300)
        self.maximumAge = maximumAge
        self.maximumLifetime = maximumLifetime
        self.requiredClaims = requiredClaims
        self.allowedAlgorithms = allowedAlgorithms
        self.requiredOrganization = requiredOrganization
        self.tokenType = tokenType
        self.timeout = timeout
    }

    var requiresAllClaims: Bool {
        if case .accessToken = tokenType { true } else { false }
    }
}
