import JOSE

/// A header that was found right on a token with a good signature, so that it need not be read and checked again.
final class AcceptedHeader: Sendable {
    let known: KnownHeader
    let algorithm: TokenAlgorithm
    /// The `kid`; empty when the header has none.
    let keyID: String

    init(of token: UnverifiedToken) {
        known = token.knownHeader
        algorithm = token.algorithm
        keyID = token.keyID
    }
}
