/// A client credentials request (RFC 6749 §4.4.2), read but not yet believed.
package struct TokenRequest: Sendable {
    /// The only grant that there is (RFC 6749 §4.4; RFC 9700 §2.4 rules out the password grant).
    package static let grantType = "client_credentials"

    package let authentication: ClientAuthentication
    /// `nil` when the request has no `scope`.
    package let scopes: [Substring]?
    /// The values of `audience` and `resource` (RFC 8707 §2).
    package let audience: [String]

    /// - Throws: ``OAuthError`` that names the parameter at fault.
    package init(authorization: [String], form: FormParameters) throws(OAuthError) {
        try Self.checkGrantType(form["grant_type"])
        authentication = try ClientAuthentication(authorization: authorization, form: form)
        scopes = try Self.scopes(form["scope"])
        audience = try Self.audience(form)
    }

    private static func checkGrantType(_ value: String?) throws(OAuthError) {
        guard let value else {
            throw .invalidRequest("grant_type is missing: send grant_type=\(grantType) in the form body.")
        }
        guard value == grantType else {
            throw OAuthError(
                .unsupportedGrantType,
                "grant_type \(value.prefix(64)) is not supported; the only one is \(grantType).")
        }
    }

    private static func scopes(_ value: String?) throws(OAuthError) -> [Substring]? {
        guard let value else { return nil }
        let scopes = value.split(separator: " ", omittingEmptySubsequences: true)
        guard !scopes.isEmpty else { return nil }
        if let bad = scopes.first(where: { !ScopeToken.isValid($0) }) {
            throw .invalidScope(
                "The scope \(bad.prefix(64)) is malformed: scopes are separated by single spaces and made of 1 to "
                    + "\(ScopeToken.maximumSize) printable ASCII characters.")
        }
        return scopes
    }

    private static func audience(_ form: FormParameters) throws(OAuthError) -> [String] {
        let resources = form.values(of: "resource")
        if let bad = resources.first(where: { !ResourceIndicator.isValid($0) }) {
            throw OAuthError(
                .invalidTarget,
                "resource \(bad.prefix(256)) must be an absolute URI without a fragment (RFC 8707).")
        }
        return form.values(of: "audience") + resources
    }
}
