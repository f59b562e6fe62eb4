/// Why an access token is not accepted. The words are for the caller and hold nothing of the token.
package enum TokenVerificationFailure: Error, Equatable {
    case malformed
    case unknownKey
    case wrongSignature
    /// Signed by this server, and no access token; the value is its `typ`.
    case otherType(String)
    case wrongClaims(String)
    case expired
    /// A revocation ended it.
    case revoked
    /// The client that it was issued to does not exist any more.
    case clientEnded
    /// The client that it was issued to has been disabled.
    case clientDisabled

    /// What is wrong and what to do.
    package var reason: String {
        switch self {
        case .malformed: "The token is not a JWT of this server; get one at /oauth/token and send it whole."
        case .unknownKey: "The token was signed with a key that this server does not have; get a new token."
        case .wrongSignature: "The signature of the token is wrong; send the token unchanged."
        case .wrongClaims(let claim): "The claim \(claim) of the token is not what this server issues; get a new token."
        case .otherType(let type): "The token is no access token: its typ is \(type.prefix(32)). Send an access token."
        case .revoked: "The token has been revoked. Get a new one, or ask the operator why."
        case .expired: "The token has expired; get a new one."
        case .clientEnded: "The client that the token was issued to has been deleted."
        case .clientDisabled: "The client that the token was issued to has been disabled; the operator can enable it."
        }
    }
}
