import JOSE

/// The claims that an access token of RFC 9068 carries.
public struct StandardClaims: Sendable, Equatable {
    /// Held by reference: claims are handed from call to call for every token.
    private let values: ClaimValues

    /// `iss`.
    public var issuer: String { values.issuer }
    /// `sub`: for machines the client itself.
    public var subject: String { values.subject }
    /// `aud`.
    public var audience: [String] { values.audience }
    /// `exp`, in seconds since 1970.
    public var expiry: Int64 { values.expiry }
    /// `iat`, in seconds since 1970.
    public var issuedAt: Int64 { values.issuedAt }
    /// `nbf`, in seconds since 1970; `nil` when the token has none.
    public var notBefore: Int64? { values.notBefore }
    /// `jti`.
    public var tokenID: String { values.tokenID }
    /// `client_id`.
    public var clientID: String { values.clientID }
    /// `oid`: the organization that the client belongs to; `nil` for a client of the environment.
    public var organizationID: String? { values.organizationID }
    /// From `scope` (RFC 9068 §2.2.3) and from `scopes`, which must agree where both are there.
    public var scopes: [String] { values.scopes }
    /// The issuer's own claims about the client.
    public var customClaims: [String: String] { values.customClaims }
    /// `secret_id`: the client secret that the token was got with; `nil` where the issuer does not say.
    public var secretID: String? { values.secretID }
    /// Whether `cnf` binds the token to a key (RFC 7800 §3.1).
    var isBoundToKey: Bool { values.isBoundToKey }

    init(_ values: ClaimValues) {
        self.values = values
    }
}

extension StandardClaims {
    /// - Parameter isComplete: whether all claims that RFC 9068 §2.2 requires must be there.
    /// - Throws: ``TokenValidationError`` `missingClaim`, which names the claim.
    init(_ json: JSONValue, isComplete: Bool) throws(TokenValidationError) {
        func isAbsent(_ name: String) -> Bool { !isComplete && json[name] == nil }
        self.init(
            ClaimValues(
                issuer: try Self.text(json, "iss"),
                subject: isAbsent("sub") ? "" : try Self.text(json, "sub"),
                audience: try Self.audience(json["aud"]),
                expiry: try Self.time(json, "exp"),
                issuedAt: isAbsent("iat") ? 0 : try Self.time(json, "iat"),
                notBefore: json["nbf"] == nil ? nil : try Self.time(json, "nbf"),
                tokenID: isAbsent("jti") ? "" : try Self.text(json, "jti"),
                clientID: isAbsent("client_id") ? "" : try Self.text(json, "client_id"),
                organizationID: json["oid"] == nil ? nil : try Self.text(json, "oid"),
                scopes: try Self.scopes(json), customClaims: Self.customClaims(json),
                secretID: json["secret_id"]?.string, isBoundToKey: json["cnf"] != nil))
    }

    private static func customClaims(_ json: JSONValue) -> [String: String] {
        Dictionary(
            (json["custom_claims"]?.members ?? []).compactMap { member in
                member.value.string.map { (member.name, $0) }
            }, uniquingKeysWith: { first, _ in first })
    }

    private static func text(_ json: JSONValue, _ name: String) throws(TokenValidationError) -> String {
        guard let text = json[name]?.string, !text.isEmpty else { throw missing(name, "a text") }
        return text
    }

    /// A NumericDate (RFC 7519 §2), which may have a fraction.
    private static func time(_ json: JSONValue, _ name: String) throws(TokenValidationError) -> Int64 {
        switch json[name] {
        case .integer(let seconds)? where (0...253_402_300_799).contains(seconds): return seconds
        case .number(let seconds)? where seconds >= 0 && seconds < 253_402_300_800: return Int64(seconds)
        default: throw missing(name, "a time in seconds since 1970")
        }
    }

    private static func audience(_ json: JSONValue?) throws(TokenValidationError) -> [String] {
        if let one = json?.string { return [one] }
        guard let values = json?.array else { throw missing("aud", "a text or a list of texts") }
        let audience = values.compactMap(\.string)
        guard audience.count == values.count else { throw missing("aud", "a text or a list of texts") }
        return audience
    }

    private static func scopes(_ json: JSONValue) throws(TokenValidationError) -> [String] {
        let text = json["scope"]?.string
        guard text != nil || json["scope"] == nil else { throw missing("scope", "a text") }
        let texts = { (text ?? "").split(separator: " ").map(String.init) }
        guard let value = json["scopes"] else { return texts() }
        let list = value.array?.compactMap(\.string)
        guard let list, list.count == value.array?.count else { throw missing("scopes", "a list of texts") }
        guard let text else { return list }
        guard text == list.joined(separator: " ") || Set(texts()) == Set(list) else {
            throw missing("scopes", "the same scopes as scope")
        }
        return list
    }

    private static func missing(_ name: String, _ expected: String) -> TokenValidationError {
        TokenValidationError(
            .missingClaim, .claims, "The claim \(name) is missing or has the wrong type.", expected: expected)
    }
}
