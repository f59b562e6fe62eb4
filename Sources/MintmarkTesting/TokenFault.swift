/// What can be wrong with a token.
public enum TokenFault: String, Sendable, CaseIterable {
    /// It expired a minute ago.
    case expired
    /// It begins to be valid in ten minutes.
    case notYetValid
    /// `aud` names another API.
    case wrongAudience
    /// `iss` names another issuer.
    case wrongIssuer
    /// One bit of the payload was changed after signing.
    case tampered
    /// The signature is that of another key, under the `kid` of the right one.
    case strangersKey
    /// The `kid` is one that the issuer does not publish.
    case unknownKeyID
    /// `alg` is `none`, without a signature.
    case algorithmNone
    /// `alg` is `HS256`, with the public key as the secret (RFC 8725 §2.1).
    case publicKeyAsSecret
    /// `typ` is that of an id token.
    case wrongType
    /// The header has `crit`.
    case criticalHeader
    /// A claim stands twice.
    case duplicateClaim
    /// `exp` is missing.
    case withoutExpiry
    /// `client_id` is missing.
    case withoutClientID
    /// `scope` and `scopes` disagree.
    case contradictingScopes
    /// It is bound to a key (`cnf`), so that Bearer is not enough.
    case boundToKey
    /// The last part is cut off.
    case withoutSignature
    /// It is not a token at all.
    case nonsense
}
