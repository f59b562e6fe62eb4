import Crypto
package import JOSE
package import OAuthCore

/// Encrypts private signing keys for the store: AES-256-GCM under the master key, bound to the key's id and
/// algorithm so that no stored key can stand in for another.
package struct KeySealer: Sendable {
    /// The sealed key cannot be opened with this master key.
    package struct CannotOpen: Error, CustomStringConvertible {
        package let keyID: SigningKeyID

        package var description: String {
            "The signing key \(keyID) cannot be decrypted: the master key is not the one that the store was made with, "
                + "or the stored key was altered. Start with the right master key, or restore the store from a backup."
        }
    }

    private let masterKey: MasterKey

    package init(masterKey: MasterKey) {
        self.masterKey = masterKey
    }

    /// The encrypted private key: nonce, cipher text and tag in one.
    package func seal(_ key: PrivateKey, as id: SigningKeyID) throws -> [UInt8] {
        let box = try AES.GCM.seal(
            key.serialized(), using: masterKey.encryptionKey, authenticating: Self.context(id, key.algorithm))
        return Array(box.nonce) + box.ciphertext + box.tag
    }

    /// - Throws: ``CannotOpen``.
    package func open(_ record: SigningKeyRecord) throws -> PrivateKey {
        do {
            let box = try AES.GCM.SealedBox(combined: record.sealedPrivateKey)
            let bytes = try AES.GCM.open(
                box, using: masterKey.encryptionKey, authenticating: Self.context(record.id, record.algorithm))
            return try PrivateKey(serialized: Array(bytes), algorithm: record.algorithm)
        } catch {
            throw CannotOpen(keyID: record.id)
        }
    }

    private static func context(_ id: SigningKeyID, _ algorithm: JWSAlgorithm) -> [UInt8] {
        Array("mintmark signing key \(id) \(algorithm.name)".utf8)
    }
}
