package import OAuthCore

/// Keeps the signing keys.
package protocol SigningKeyStore: Sendable {
    /// All keys, oldest first.
    func signingKeys() async throws -> [SigningKeyRecord]

    /// Changes the set of keys in one transaction.
    /// - Parameter change: changes the list and returns the events to record, or throws to change nothing.
    /// - Returns: the keys now stored, oldest first.
    func updateSigningKeys(
        _ change: @escaping @Sendable (inout [SigningKeyRecord]) throws -> [AuditEvent]
    ) async throws -> [SigningKeyRecord]
}
