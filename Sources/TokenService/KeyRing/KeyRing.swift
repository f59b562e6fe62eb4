package import OAuthCore
import Synchronization

/// The signing keys that are in force now.
package final class KeyRing: Sendable {
    private let sealer: KeySealer
    private let tokenType: AccessTokenType
    private let current: Mutex<KeyRingSnapshot>

    /// - Throws: ``KeySealer/CannotOpen``, ``KeyRingSnapshot/NoActiveKey``.
    package init(records: [SigningKeyRecord], sealer: KeySealer, tokenType: AccessTokenType) throws {
        self.sealer = sealer
        self.tokenType = tokenType
        current = Mutex(try KeyRingSnapshot(records, sealer: sealer, tokenType: tokenType))
    }

    package var snapshot: KeyRingSnapshot {
        current.withLock { $0 }
    }

    /// Puts the stored keys in force.
    /// - Throws: as ``init(records:sealer:tokenType:)``; the keys before stay in force then.
    package func replace(with records: [SigningKeyRecord]) throws {
        let next = try KeyRingSnapshot(records, sealer: sealer, tokenType: tokenType)
        current.withLock { $0 = next }
    }
}
