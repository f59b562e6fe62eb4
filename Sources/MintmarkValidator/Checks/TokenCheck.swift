/// The checks that a token has to pass, in the order in which they are made (RFC 9068 §4). The first that fails decides.
public enum TokenCheck: String, Sendable, CaseIterable {
    /// It is a compact JWS of bearable size in strict base64url and strict JSON (RFC 7515 §7.1, RFC 8725bis §3.14).
    case form
    /// The header has no `crit`, and names a supported and allowed algorithm (RFC 8725 §3.1).
    case algorithm
    /// The header's `typ` is that of an access token (RFC 9068 §2.1).
    case type
    /// The issuer publishes a key for it.
    case key
    /// The key made the signature, with the key's own algorithm.
    case signature
    /// The payload is a JSON object without duplicate members, and its standard claims have their types.
    case claims
    /// `iss` is the expected issuer, byte for byte.
    case issuer
    /// `aud` contains this resource server.
    case audience
    /// `exp` is in the future.
    case expiry
    /// `nbf` and `iat` are not in the future.
    case notBefore = "not_before"
    /// It was issued recently enough, and for not too long.
    case age
    /// The claims that are asked for are there.
    case requiredClaims = "required_claims"
    /// It was issued for the organization that is asked for.
    case organization
    /// It is not bound to a key whose proof is missing (RFC 9449 §7.1, RFC 8705 §3).
    case proof
    /// No rule that the issuer has published ends it; only where revocations are followed.
    case revocation
    /// It grants the scopes that are asked for (RFC 6750 §3.1).
    case scope
}
