import JOSE

/// A header that was found right on a token with a good signature, so that it need not be read and checked again.
final class AcceptedHeader: Sendable {
    let known: KnownHeader
    let algorithm: TokenAlgorithm
    /// The `kid`; empty when the header has none.
    let keyID: String
    /// The key that the header names; `nil` where the source of keys lends none.
    let lease: KeyLease?

    init(of token: UnverifiedToken, lease: KeyLease?) {
        known = token.knownHeader
        algorithm = token.algorithm
        keyID = token.keyID
        self.lease = lease?.ownCopy
    }
}
