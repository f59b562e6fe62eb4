import OAuthCore

/// Checks client secrets in a time that depends neither on whether the client exists nor on what is wrong.
struct ClientAuthenticator: Sendable {
    let hasher: SecretHasher
    /// Compared against when the client is unknown.
    private let decoy: SecretRecord

    init(hasher: SecretHasher) {
        self.hasher = hasher
        decoy = SecretRecord(
            id: SecretID(number: 0), hash: hasher.hash(Secret("decoy")), isActive: false, expireTime: nil)
    }

    /// The secret that was presented.
    /// - Throws: ``AuthenticationFailure``.
    func authenticate(
        _ presented: Secret<String>, as client: ClientRecord?, at now: Timestamp
    ) throws(AuthenticationFailure) -> SecretRecord {
        let digest = hasher.digest(ofPresented: presented.reveal().utf8)
        var match: SecretRecord?
        for secret in client?.secrets ?? [decoy] where digest.matches(secret.hash) {
            match = secret
        }
        guard client != nil else { throw .unknownClient }
        guard let match else { throw .wrongSecret }
        guard match.isActive else { throw .inactiveSecret }
        guard match.isUsable(at: now) else { throw .expiredSecret }
        return match
    }
}
