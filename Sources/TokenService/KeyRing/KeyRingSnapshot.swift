import Crypto
import JOSE
package import OAuthCore

/// The signing keys at one moment, with everything that is derived from them worked out once.
package final class KeyRingSnapshot: Sendable {
    /// Signs new tokens.
    package let active: SigningKey
    /// All published keys by their `kid`.
    package let keys: [String: SigningKey]
    /// The records, oldest first.
    package let records: [SigningKeyRecord]
    /// The JWK Set document (RFC 7517 §5): the active key first, then the announced and the retiring ones.
    package let document: [UInt8]
    /// The strong entity tag of ``document``, quotes included.
    package let entityTag: String

    /// There is no active key in the store.
    package struct NoActiveKey: Error, CustomStringConvertible {
        package var description: String {
            "The store holds no active signing key. Restore it from a backup, or make a new installation with "
                + "mintmark init in an empty directory."
        }
    }

    /// - Throws: ``KeySealer/CannotOpen``, ``NoActiveKey``.
    init(
        _ records: [SigningKeyRecord], sealer: KeySealer, signers: any JWSSignerSource, tokenType: AccessTokenType
    ) throws {
        let keys = try records.map {
            try SigningKey($0, sealer: sealer, signers: signers, tokenType: tokenType)
        }
        guard let active = keys.last(where: { $0.record.state == .active }) else { throw NoActiveKey() }
        self.active = active
        self.records = records
        self.keys = Dictionary(keys.map { ($0.publicKey.keyID, $0) }, uniquingKeysWith: { first, _ in first })
        let order: [SigningKeyRecord.State] = [.active, .announced, .retiring]
        let published = order.flatMap { state in keys.filter { $0.record.state == state }.map(\.publicKey) }
        document = JSONText.bytes(JSONWebKeySet(keys: published).json)
        entityTag = "\"" + Base64URL.encode(Array(SHA256.hash(data: document)).prefix(16)) + "\""
    }
}
