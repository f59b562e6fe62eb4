package import OAuthCore
package import Stores
import Synchronization

/// Finds out which reported texts are client secrets of this server, and does what the policy says about them.
package struct LeakedSecretService: Sendable {
    private let store: any ClientStore & SecretStore
    private let environment: EnvironmentSettings
    private let hasher: SecretHasher
    private let clock: any WallClock
    private let policy: SecretLeak.Policy
    private let uses: (any UnwrittenSecretUses)?
    private let longestTokenLifetime: @Sendable () -> Int64

    /// - Parameters:
    ///   - uses: knows uses of secrets that the store does not know yet.
    ///   - longestTokenLifetime: the longest, in seconds, that any living token may have.
    package init(
        store: any ClientStore & SecretStore, environment: EnvironmentSettings, hasher: SecretHasher,
        clock: any WallClock, policy: SecretLeak.Policy, uses: (any UnwrittenSecretUses)?,
        longestTokenLifetime: @escaping @Sendable () -> Int64
    ) {
        self.store = store
        self.environment = environment
        self.hasher = hasher
        self.clock = clock
        self.policy = policy
        self.uses = uses
        self.longestTokenLifetime = longestTokenLifetime
    }

    /// Handles a report. What was done is on the disk when it returns.
    /// - Returns: a verdict for each match, in order.
    /// - Throws: ``StoreError``; the matches before the one at which it happened are dealt with, and the whole report
    ///   may be sent again.
    package func handle(_ matches: [SecretMatch], from actor: Actor) async throws -> [SecretVerdict] {
        // The checksum costs nothing and rejects what only looks like a secret.
        let hashes = matches.map { match in
            PlainSecret.hasValidChecksum(match.token.reveal()) ? hasher.hashes(of: match.token) : []
        }
        let stored = try await store.secrets(hashedAs: hashes.flatMap(\.self))
        let known = Dictionary(stored.map { ($0.secret.hash.bytes, $0) }) { first, _ in first }
        var verdicts: [SecretVerdict] = []
        for (match, hashes) in zip(matches, hashes) {
            let found = hashes.lazy.compactMap { hash in known[hash.bytes].map { (hash, $0) } }
                .first { $0.0 == $0.1.secret.hash }?.1
            guard let found else {
                verdicts.append(SecretVerdict(match: match, leak: nil))
                continue
            }
            let leak = try await act(on: found, match, actor)
            verdicts.append(SecretVerdict(match: match, leak: leak))
        }
        return verdicts
    }

    /// Does what the policy says, and records it, in one transaction.
    private func act(on found: ListedSecret, _ match: SecretMatch, _ actor: Actor) async throws -> SecretLeak {
        let now = clock.now()
        let noted = Mutex<SecretLeak?>(nil)
        // Whoever found the secret may have got tokens with it, which a deactivated secret alone would not end.
        let rule = Revocation(
            endingAllOf: .secret(found.secret.id), at: now, longestLifetime: longestTokenLifetime(),
            reason: "the secret was found in public")
        let tokens: @Sendable (Client, Client) -> [Revocation] = { _, _ in
            noted.withLock { $0?.outcome == .deactivated } ? [rule] : []
        }
        _ = try await store.updateClient(found.clientID, of: found.organizationID, revoking: tokens) { client in
            let index = client.secrets.firstIndex { $0.id == found.secret.id }
            let leak = leak(of: index.map { client.secrets[$0] }, client.lifetime, found, match, now)
            if let index, leak.outcome == .deactivated {
                client.secrets[index].status = .inactive
                client.secrets[index].updateTime = now
                client.updateTime = now
            }
            noted.withLock { $0 = leak }
            return AuditEvent(
                time: now, action: .secretLeaked, actor: actor, subject: found.secret.id.description,
                details: leak.auditDetails(type: match.recorded(match.type)))
        }
        // Without a client there is nothing left of the secret, and nothing to record beside its deletion.
        return noted.withLock { $0 } ?? leak(of: nil, 0, found, match, now)
    }

    /// - Parameter secret: what is stored now; `nil` when it was deleted after it was found.
    private func leak(
        of secret: ClientSecret?, _ lifetime: Int64, _ found: ListedSecret, _ match: SecretMatch, _ now: Timestamp
    ) -> SecretLeak {
        var secret = secret
        if let use = uses?.unwrittenUse(of: found.secret.id) { secret?.note(use) }
        let isInForce = secret?.isUsable(at: now) ?? false
        let lastUse = secret.flatMap { $0.wasUsed ? $0.lastUsedTime : nil }
        let end = lastUse?.adding(seconds: environment.tokenLifetime(registered: lifetime))
        return SecretLeak(
            secretID: found.secret.id, clientID: found.clientID, organizationID: found.organizationID,
            outcome: isInForce ? (policy == .deactivate ? .deactivated : .recorded) : .wasNotInForce,
            tokensValidUntil: end.flatMap { $0 > now ? $0 : nil }, url: match.recorded(match.url),
            source: match.recorded(match.source))
    }
}
