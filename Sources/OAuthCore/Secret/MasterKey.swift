package import Crypto
import JOSE

/// The one secret of an installation that is kept outside the store: a key that encrypts private signing keys and a
/// key that hashes client secrets, independent of each other so that the first can be replaced without the second.
package struct MasterKey: Sendable {
    /// What stands before the base64url of a master key's text, so that scanners and people recognise it.
    static let prefix = "mmk1_"
    private static let size = 64

    /// Encrypts private keys (AES-256-GCM).
    package let encryptionKey: SymmetricKey
    /// Hashes client secrets (HMAC-SHA-256).
    package let secretHashKey: SymmetricKey

    /// A new key from the system's random source.
    package init() {
        encryptionKey = SymmetricKey(size: .bits256)
        secretHashKey = SymmetricKey(size: .bits256)
    }

    /// A key that encrypts differently and hashes client secrets as another one does.
    package init(replacingEncryptionKeyOf old: MasterKey) {
        encryptionKey = SymmetricKey(size: .bits256)
        secretHashKey = old.secretHashKey
    }

    /// Reads the text of ``serialized()``; white space around it is ignored. `nil` when it is no master key.
    package init?(_ text: Secret<String>) {
        let trimmed = text.reveal().utf8.drop { $0 <= 0x20 }.prefix { $0 > 0x20 }
        guard trimmed.starts(with: Self.prefix.utf8),
            let bytes = try? Base64URL.decode(Array(trimmed.dropFirst(Self.prefix.utf8.count))),
            bytes.count == Self.size
        else { return nil }
        encryptionKey = SymmetricKey(data: bytes.prefix(Self.size / 2))
        secretHashKey = SymmetricKey(data: bytes.suffix(Self.size / 2))
    }

    /// The text to keep in a file of mode 0600 or a secret store: `mmk1_` and 86 characters.
    package func serialized() -> Secret<String> {
        let bytes = [encryptionKey, secretHashKey].flatMap { key in key.withUnsafeBytes(Array.init) }
        return Secret(Self.prefix + Base64URL.encode(bytes))
    }

    /// 16 bytes in base64url that tell master keys apart and give nothing away of them.
    package var fingerprint: String {
        let code = HMAC<SHA256>.authenticationCode(
            for: HMAC<SHA256>.authenticationCode(for: Array("mintmark fingerprint".utf8), using: encryptionKey)
                .withUnsafeBytes(Array.init),
            using: secretHashKey)
        return Base64URL.encode(Array(code).prefix(16))
    }
}
