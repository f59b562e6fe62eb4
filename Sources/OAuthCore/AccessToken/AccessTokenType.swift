/// The `typ` header of access tokens.
package enum AccessTokenType: String, Sendable, CaseIterable {
    /// RFC 9068 §2.1.
    case accessToken = "at+jwt"
    /// For validators that refuse the other.
    case jwt = "JWT"
}
