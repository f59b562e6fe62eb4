package import OAuthCore

/// Hears of every committed revocation, so that no ended token is taken for good.
package protocol RevocationObserver: Sendable {
    /// Called in the order of the commits and before the write that added them returns. Must not block.
    func revoked(_ revocations: [Revocation])
}
