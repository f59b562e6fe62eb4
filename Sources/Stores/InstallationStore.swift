/// Keeps what is true of the whole installation.
package protocol InstallationStore: Sendable {
    /// The fingerprint of the master key that the store was made with; `nil` for a store without one.
    func masterKeyFingerprint() async throws -> String?

    /// Binds an empty store to its master key.
    /// - Throws: ``StoreError`` `duplicate` when the store is bound already.
    func bind(masterKeyFingerprint: String) async throws

    /// Binds the store to another master key and encrypts everything anew that is sealed, in one transaction.
    /// - Parameters:
    ///   - old: the fingerprint that the store must be bound to now.
    ///   - reseal: opens a value with the old key and seals it with the new one, or throws to change nothing.
    /// - Returns: how many values were sealed anew.
    /// - Throws: ``StoreError`` `missingReference` of `master_key_fingerprint` when it is bound to another key.
    func replaceMasterKey(
        fingerprint old: String, by new: String, _ reseal: @escaping @Sendable (SealedValue) throws -> [UInt8]
    ) async throws -> Int

    /// Whether the store answers and can be written; for the readiness check.
    func check() async throws

    /// Ends all use of the store, after the last call to it.
    func close() async throws
}
