import Logging
package import OAuthCore
import Stores

extension KeyRotation {
    /// Takes a key that others may know out of use at once and ends every token that it signed.
    /// - Returns: the key taken out; `nil` when there is none with this id.
    package func revoke(
        _ id: SigningKeyID, reason: String, by actor: Actor, in ring: KeyRing
    ) async throws -> SigningKeyRecord? {
        try await turns.take { try await revokeNow(id, reason, actor, ring) }
    }

    private func revokeNow(
        _ id: SigningKeyID, _ reason: String, _ actor: Actor, _ ring: KeyRing
    ) async throws -> SigningKeyRecord? {
        guard let stolen = try await store.signingKeys().first(where: { $0.id == id }) else { return nil }
        let spare = (next: try makeKey(stolen.algorithm), replacement: try makeKey(stolen.algorithm))
        let now = clock.now()
        let rule = Revocation(
            endingAllOf: .key(id), at: now, longestLifetime: stolen.longestTokenLifetime + 60, reason: reason)
        let keys = try await store.updateSigningKeys(revoking: [rule]) { keys in
            let revoked = schedule.revoke(
                id, in: &keys, announcing: spare.next, replacement: spare.replacement, at: now)
            guard let revoked else { return [] }
            let added = keys.filter { $0.id == spare.next.id || $0.id == spare.replacement.id }
            return [Self.event(.signingKeyRevoked, revoked, actor, now, reason: reason)]
                + added.map { Self.event(.signingKeyCreated, $0, actor, now) }
        }
        try ring.replace(with: keys)
        logger.warning("signing key revoked", metadata: ["key": "\(id)", "actor": "\(actor.name)"])
        return stolen
    }

    /// Rotates when the schedule says that it is time.
    /// - Returns: whether it was.
    package func rotateIfDue(in ring: KeyRing) async throws -> Bool {
        guard let due = schedule.rotationTime(of: ring.snapshot.records), due <= clock.now() else { return false }
        return try await turns.take {
            // The keys may have been rotated by hand while this waited for its turn.
            guard let due = schedule.rotationTime(of: ring.snapshot.records), due <= clock.now() else { return false }
            try await rotateNow(algorithm: algorithm, by: Actor(name: "mintmark"), in: ring)
            return true
        }
    }
}
