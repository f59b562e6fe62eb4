/// A token that has passed every check. Only ``TokenValidator`` makes one.
public struct ValidatedToken<Claims: Sendable>: Sendable {
    /// The claims of RFC 9068 and Mintmark's own.
    public let standard: StandardClaims
    /// The application's own view of the claims.
    public let claims: Claims
    /// The `kid` of the key that signed it; empty when the header has none.
    public let keyID: String

    init(standard: StandardClaims, claims: Claims, keyID: String) {
        self.standard = standard
        self.claims = claims
        self.keyID = keyID
    }

    /// The `client_id`.
    public var clientID: String { standard.clientID }
    /// The organization, if any.
    public var organizationID: String? { standard.organizationID }

    /// Whether the token grants a scope.
    public func grants(_ scope: String) -> Bool { standard.scopes.contains(scope) }

    /// Checks scopes of one route after the token itself was validated.
    /// - Throws: ``TokenValidationError`` `insufficientScope`.
    public func require(_ scopes: ScopeRequirement) throws(TokenValidationError) {
        try scopes.check(standard.scopes)
    }
}
