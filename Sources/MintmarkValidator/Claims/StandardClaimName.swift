/// The claims that a validator reads from every token.
enum StandardClaimName: UInt32 {
    case issuer, subject, audience, expiry, issuedAt, notBefore, tokenID, clientID, organizationID, scope, scopes
    case customClaims, secretID, confirmation

    /// The claim of the name; `nil` for other names. The first eight bytes tell all of them apart.
    init?(_ name: PlainText) {
        switch name.firstBytes {
        case Self.word("iss"): self = .issuer
        case Self.word("sub"): self = .subject
        case Self.word("aud"): self = .audience
        case Self.word("exp"): self = .expiry
        case Self.word("iat"): self = .issuedAt
        case Self.word("nbf"): self = .notBefore
        case Self.word("jti"): self = .tokenID
        case Self.word("oid"): self = .organizationID
        case Self.word("cnf"): self = .confirmation
        case Self.word("scope"): self = .scope
        case Self.word("scopes"): self = .scopes
        case Self.word("client_i") where name.isEqual(to: "client_id"): self = .clientID
        case Self.word("secret_i") where name.isEqual(to: "secret_id"): self = .secretID
        case Self.word("custom_c") where name.isEqual(to: "custom_claims"): self = .customClaims
        default: return nil
        }
    }

    /// Up to eight bytes as one number, as ``PlainText/firstBytes`` gives them; folded into a constant.
    @inline(__always)
    private static func word(_ text: StaticString) -> UInt64 {
        var word: UInt64 = 0
        for index in 0..<text.utf8CodeUnitCount { word |= UInt64(text.utf8Start[index]) << (8 * index) }
        return word
    }
}
