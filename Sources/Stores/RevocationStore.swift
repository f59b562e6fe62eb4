package import OAuthCore

/// Keeps the revocations that can still end a token: one for each subject.
package protocol RevocationStore: Sendable {
    /// All of them, with the highest revision that was ever given.
    func revocations() async throws -> RevocationSet

    /// Adds revocations and the events that record them, in one transaction. Each gets the next revision, and takes the
    /// place of an older one of the same subject, which it then includes (``Revocation/merging(_:)``).
    /// - Returns: them as they are stored now.
    func revoke(_ revocations: [Revocation], recording events: [AuditEvent]) async throws -> [Revocation]

    /// Removes those that can end nothing any more.
    /// - Returns: how many there were.
    func removeExpiredRevocations(at time: Timestamp) async throws -> Int
}
