import ManagementClient
import OAuthCore
import Stores
import TokenService
import Webhooks

/// Replaces the master key in an order that can stop after any step: the new key reaches the disk before the store is
/// bound to it, and the store is bound and encrypted anew in one transaction.
struct MasterKeyReplacement {
    let store: any InstallationStore
    let old: MasterKey
    /// Where the new key goes; one that is there already is used.
    let file: PrivateFile

    /// - Returns: how many values were encrypted anew.
    func run() async throws -> Int {
        let new = try nextKey()
        let (before, after) = (KeySealer(masterKey: old), KeySealer(masterKey: new))
        let (webhooksBefore, webhooksAfter) = (WebhookSecretSealer(masterKey: old), WebhookSecretSealer(masterKey: new))
        return try await store.replaceMasterKey(fingerprint: old.fingerprint, by: new.fingerprint) { value in
            switch value {
            case .signingKey(let record): try after.seal(try before.open(record), as: record.id)
            case .webhookSecret(let id, let sealed):
                try webhooksAfter.seal(try webhooksBefore.open(.init(sealed), of: id), of: id).bytes
            }
        }
    }

    private func nextKey() throws(CommandFailure) -> MasterKey {
        guard !file.exists else { return try MasterKeySource.read(try file.read(), from: file.path) }
        let key = MasterKey(replacingEncryptionKeyOf: old)
        try file.create(Secret(key.serialized().reveal() + "\n"))
        return key
    }
}
