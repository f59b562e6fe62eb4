/// Keeps what is true of the whole installation.
package protocol InstallationStore: Sendable {
    /// The fingerprint of the master key that the store was made with; `nil` for a store without one.
    func masterKeyFingerprint() async throws -> String?

    /// Binds an empty store to its master key.
    /// - Throws: ``StoreError`` `duplicate` when the store is bound already.
    func bind(masterKeyFingerprint: String) async throws

    /// Whether the store answers and can be written; for the readiness check.
    func check() async throws

    /// Ends all use of the store, after the last call to it.
    func close() async throws
}
