package import OAuthCore

/// Keeps the signing keys.
package protocol SigningKeyStore: Sendable {
    /// All keys, oldest first.
    func signingKeys() async throws -> [SigningKeyRecord]

    /// Changes the set of keys in one transaction.
    /// - Parameters:
    ///   - revoking: which tokens end in the same transaction.
    ///   - change: changes the list and returns the events to record, or throws to change nothing.
    /// - Returns: the keys now stored, oldest first.
    func updateSigningKeys(
        revoking: [Revocation], _ change: @escaping @Sendable (inout [SigningKeyRecord]) throws -> [AuditEvent]
    ) async throws -> [SigningKeyRecord]
}

extension SigningKeyStore {
    /// Changes the set of keys in one transaction, and ends no tokens.
    package func updateSigningKeys(
        _ change: @escaping @Sendable (inout [SigningKeyRecord]) throws -> [AuditEvent]
    ) async throws -> [SigningKeyRecord] {
        try await updateSigningKeys(revoking: [], change)
    }
}
