package import Crypto

/// Ties each event to the one before it: HMAC-SHA-256 over the code of that one and all fields of this one, under a key
/// that is not in the store. Who can write the store but does not have the master key cannot change, remove, add or
/// reorder events unseen.
package struct AuditChain: Sendable {
    /// What the first event goes on from.
    package static let beginning = [UInt8](repeating: 0, count: 32)

    private let key: SymmetricKey

    package init(key: SymmetricKey) {
        self.key = key
    }

    /// The chain of an installation. Its key follows from the half of the master key that hashes secrets, which stays
    /// when the half that encrypts is replaced.
    package init(masterKey: MasterKey) {
        key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: masterKey.secretHashKey, info: Array("mintmark audit chain 1".utf8), outputByteCount: 32)
    }

    /// The code of an entry, whose own ``AuditEntry/code`` is not looked at.
    package func code(of entry: AuditEntry, after previous: [UInt8]) -> [UInt8] {
        var message = Array("event".utf8)
        Self.append(previous, to: &message)
        Self.append(entry.sequence, to: &message)
        Self.append(entry.time, to: &message)
        Self.append(Int64(entry.texts.count), to: &message)
        for text in entry.texts {
            // A text that is not there differs from an empty one.
            message.append(text == nil ? 0 : 1)
            Self.append(Array((text ?? "").utf8), to: &message)
        }
        return Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
    }

    /// What tells a genuine head.
    package func seal(of head: AuditChainHead) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Self.message(head), using: key))
    }

    package func isGenuine(_ sealed: SealedChainHead) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(
            sealed.seal, authenticating: Self.message(sealed.head), using: key)
    }

    private static func message(_ head: AuditChainHead) -> [UInt8] {
        var message = Array("head".utf8)
        append(head.prunedSequence, to: &message)
        append(head.prunedCode, to: &message)
        append(head.lastSequence, to: &message)
        append(head.lastCode, to: &message)
        return message
    }

    /// With the length in front, so that no two lists of fields give the same bytes.
    private static func append(_ bytes: [UInt8], to message: inout [UInt8]) {
        append(Int64(bytes.count), to: &message)
        message.append(contentsOf: bytes)
    }

    private static func append(_ number: Int64, to message: inout [UInt8]) {
        withUnsafeBytes(of: number.bigEndian) { message.append(contentsOf: $0) }
    }
}
