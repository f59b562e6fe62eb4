import ManagementClient
import OAuthCore
import Stores

/// Makes sure that the master key is the one that the store is bound to.
struct MasterKeyBinding {
    let store: any InstallationStore
    let source: MasterKeySource
    let dataDirectory: String

    /// - Returns: the key to use: the given one, or the next one of a replacement that was interrupted, which is then
    ///   finished.
    /// - Throws: ``CommandFailure``.
    func bound(to given: MasterKey, _ mode: Installation.Mode) async throws -> MasterKey {
        guard let fingerprint = try await store.masterKeyFingerprint() else {
            guard mode == .createIfMissing else {
                throw CommandFailure(
                    "the store in \(dataDirectory) was never finished", advice: "run mintmark init again")
            }
            try await store.bind(masterKeyFingerprint: given.fingerprint)
            return given
        }
        if fingerprint == given.fingerprint { return given }
        if let next = try source.unfinishedReplacement(), fingerprint == next.fingerprint {
            try source.finishReplacement()
            return next
        }
        throw CommandFailure(
            "the master key is not the one that the store in \(dataDirectory) was made with",
            advice: "give the right one with \(ConfigurationKey.masterKeyFile.flag) or "
                + "\(ConfigurationKey.masterKey.variable); nothing was changed", status: .usage)
    }
}
