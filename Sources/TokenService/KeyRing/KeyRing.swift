package import JOSE
package import OAuthCore
import Synchronization

/// The signing keys that are in force now.
package final class KeyRing: Sendable {
    private let sealer: KeySealer
    private let signers: any JWSSignerSource
    private let tokenType: AccessTokenType
    private let current: Mutex<KeyRingSnapshot>

    /// - Throws: ``KeySealer/CannotOpen``, ``KeyRingSnapshot/NoActiveKey``, or when no signer can use a key.
    package init(
        records: [SigningKeyRecord], sealer: KeySealer, signers: any JWSSignerSource, tokenType: AccessTokenType
    ) throws {
        self.sealer = sealer
        self.signers = signers
        self.tokenType = tokenType
        current = Mutex(try KeyRingSnapshot(records, sealer: sealer, signers: signers, tokenType: tokenType))
    }

    package var snapshot: KeyRingSnapshot {
        current.withLock { $0 }
    }

    /// Puts the stored keys in force.
    /// - Throws: as ``init(records:sealer:signers:tokenType:)``; the keys before stay in force then.
    package func replace(with records: [SigningKeyRecord]) throws {
        let next = try KeyRingSnapshot(records, sealer: sealer, signers: signers, tokenType: tokenType)
        current.withLock { $0 = next }
    }
}
