/// A token that has passed every check, before its claims are given away in the form that was asked for.
struct VerifiedToken: Sendable {
    let claims: StandardClaims
    let payload: VerifiedPayload
    let keyID: String
}
