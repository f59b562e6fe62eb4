package import Crypto

/// Hashes client secrets with HMAC-SHA-256 under a key that is not in the store.
///
/// A slow password hash would be wrong here: the secrets have full entropy, and a slow hash at the token endpoint is
/// a self-made denial of service.
package struct SecretHasher: Sendable {
    /// Has taken the key in, which costs as much as a secret does.
    private let keyed: HMAC<SHA256>

    /// - Parameter key: 32 bytes that are kept outside the store.
    package init(key: SymmetricKey) {
        keyed = HMAC(key: key)
    }

    /// The hash to store for a new secret.
    package func hash(_ secret: Secret<String>) -> SecretHash {
        SecretHash(algorithm: SecretHash.hmacSHA256, bytes: Array(code(secret.reveal().utf8)))
    }

    /// The hashes that a stored secret with this text can have: one for each algorithm in use.
    package func hashes(of secret: Secret<String>) -> [SecretHash] {
        [hash(secret)]
    }

    /// The hash of what a client presented, to be compared with stored ones by ``Digest/matches(_:)``.
    package func digest(ofPresented secret: some Collection<UInt8>) -> Digest {
        Digest(code: code(secret))
    }

    private func code(_ bytes: some Collection<UInt8>) -> HMAC<SHA256>.MAC {
        var code = keyed
        if bytes.withContiguousStorageIfAvailable({ code.update(data: UnsafeRawBufferPointer($0)) }) == nil {
            code.update(data: Array(bytes))
        }
        return code.finalize()
    }

    /// The hash of a presented secret.
    package struct Digest: Sendable {
        let code: HMAC<SHA256>.MAC

        /// Whether `hash` is of the same secret, in a time that does not depend on where they differ.
        package func matches(_ hash: SecretHash) -> Bool {
            hash.algorithm == SecretHash.hmacSHA256
                && hash.bytes.withUnsafeBytes { HMAC<SHA256>.MAC.matches(code, $0) }
        }
    }
}

extension HMAC<SHA256>.MAC {
    /// swift-crypto compares in constant time when the left side is an authentication code.
    fileprivate static func matches(_ code: Self, _ bytes: UnsafeRawBufferPointer) -> Bool {
        code == bytes
    }
}
