/// What a ``TestRevocationServer`` does when it is asked for revocations.
public enum RevocationServerBehaviour: Sendable, Equatable {
    /// What it should.
    case serving
    /// Answers with this status.
    case failing(status: Int)
    /// Never answers, and sends nothing more in streams that are open.
    case silent
    /// Serves documents that a stranger's key signed.
    case forged
    /// Serves documents with the `typ` of an access token.
    case wrongType
    /// Serves documents of another issuer.
    case wrongIssuer
    /// Serves documents of the revision before.
    case outdated
    /// Leaves new rules out of the stream.
    case skipping
    /// Sends what is no JWS.
    case nonsense
}
