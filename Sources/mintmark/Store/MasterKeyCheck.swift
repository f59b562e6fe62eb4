import OAuthCore
import StoredRows
import Stores
import TokenService
import Webhooks

/// Whether a master key is the one that a store is bound to, and opens everything that is sealed there.
struct MasterKeyCheck {
    let masterKey: MasterKey

    /// - Parameter place: where the store is, for messages.
    /// - Throws: ``StoreError`` `incompatible`.
    func run(_ tables: any StoredTables, _ place: String) throws {
        guard let fingerprint = try tables.masterKeyFingerprint() else {
            throw StoreError(.incompatible, "there is no installation in \(place): mintmark init makes one")
        }
        guard fingerprint == masterKey.fingerprint else {
            throw StoreError(
                .incompatible, "the master key is not the one that \(place) was made with; give the right one")
        }
        do {
            let keys = KeySealer(masterKey: masterKey)
            for row in try tables.all(SigningKeyRow.self) { _ = try keys.open(row.key) }
            let webhooks = WebhookSecretSealer(masterKey: masterKey)
            for webhook in try tables.all(WebhookRow.self).map(\.webhook) {
                _ = try webhooks.open(webhook.secret, of: webhook.id)
                if let previous = webhook.previousSecret { _ = try webhooks.open(previous.secret, of: webhook.id) }
            }
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError(.incompatible, "\(place): \(error)")
        }
    }
}
