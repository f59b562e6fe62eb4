import Crypto
package import OAuthCore

/// Encrypts the secrets of endpoints for the store: AES-256-GCM under the master key, bound to the endpoint's id so that
/// no endpoint's secret can stand in for another's.
package struct WebhookSecretSealer: Sendable {
    /// The stored secret cannot be decrypted with this master key.
    package struct CannotOpen: Error, CustomStringConvertible {
        package let webhookID: WebhookID

        package var description: String {
            "the secret of \(webhookID) cannot be decrypted: the master key is not the one that it was stored under, or "
                + "the stored secret was altered; make a new secret with mintmark webhook rotate-secret"
        }
    }

    private let masterKey: MasterKey

    package init(masterKey: MasterKey) {
        self.masterKey = masterKey
    }

    package func seal(_ secret: WebhookSecret, of id: WebhookID) throws -> WebhookEndpoint.SealedSecret {
        let box = try AES.GCM.seal(
            secret.key.reveal(), using: masterKey.encryptionKey, authenticating: Self.context(id))
        return .init(Array(box.nonce) + box.ciphertext + box.tag)
    }

    package func open(_ sealed: WebhookEndpoint.SealedSecret, of id: WebhookID) throws(CannotOpen) -> WebhookSecret {
        do {
            let box = try AES.GCM.SealedBox(combined: sealed.bytes)
            return WebhookSecret(
                key: Array(try AES.GCM.open(box, using: masterKey.encryptionKey, authenticating: Self.context(id))))
        } catch {
            throw CannotOpen(webhookID: id)
        }
    }

    /// The secrets that sign at `time`, the newest first.
    func secrets(of webhook: WebhookEndpoint, at time: Timestamp) throws(CannotOpen) -> [WebhookSecret] {
        var secrets = [try open(webhook.secret, of: webhook.id)]
        if let previous = webhook.previousSecret, time < previous.expireTime {
            secrets.append(try open(previous.secret, of: webhook.id))
        }
        return secrets
    }

    private static func context(_ id: WebhookID) -> [UInt8] {
        Array("mintmark webhook secret \(id)".utf8)
    }
}
