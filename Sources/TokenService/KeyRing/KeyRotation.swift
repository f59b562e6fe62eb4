package import JOSE
package import Logging
package import OAuthCore
package import Stores

/// Makes signing keys, puts them in one another's place and withdraws them, as ``SigningKeySchedule`` says.
package struct KeyRotation: Sendable {
    let store: any SigningKeyStore
    let sealer: KeySealer
    let schedule: SigningKeySchedule
    let identifiers: IdentifierGenerator
    /// Of the keys that are announced when the schedule rotates; `nil` for that of the key before.
    let algorithm: JWSAlgorithm?
    let clock: any WallClock
    let logger: Logger
    let turns = Turns()

    package init(
        store: any SigningKeyStore, sealer: KeySealer, schedule: SigningKeySchedule,
        algorithm: JWSAlgorithm? = nil, identifiers: IdentifierGenerator, clock: any WallClock, logger: Logger
    ) {
        self.store = store
        self.sealer = sealer
        self.schedule = schedule
        self.algorithm = algorithm
        self.identifiers = identifiers
        self.clock = clock
        self.logger = logger
    }

    /// Makes the first two keys of an installation, unless it has keys.
    /// - Returns: the stored keys.
    package func makeFirstKeys(_ algorithm: JWSAlgorithm, by actor: Actor) async throws -> [SigningKeyRecord] {
        let stored = try await store.signingKeys()
        guard stored.isEmpty else { return try await noteMaximumLifetime(stored) }
        var active = try makeKey(algorithm)
        var announced = try makeKey(algorithm)
        schedule.start(active: &active, announced: &announced)
        let first = [active, announced]
        let now = clock.now()
        return try await store.updateSigningKeys { keys in
            guard keys.isEmpty else { return [] }
            keys = first
            return first.map { Self.event(.signingKeyCreated, $0, actor, now) }
        }
    }

    private func noteMaximumLifetime(_ stored: [SigningKeyRecord]) async throws -> [SigningKeyRecord] {
        var raised = stored
        schedule.noteMaximumLifetime(&raised)
        guard raised != stored else { return stored }
        return try await store.updateSigningKeys { keys in
            schedule.noteMaximumLifetime(&keys)
            return []
        }
    }

    /// Lets the announced key sign from now on, and announces a new one.
    /// - Parameter algorithm: of the key to announce; `nil` for that of the key which now begins to sign.
    /// - Throws: ``SigningKeySchedule/TooEarly``.
    package func rotate(algorithm: JWSAlgorithm?, by actor: Actor, in ring: KeyRing) async throws {
        try await turns.take { try await rotateNow(algorithm: algorithm, by: actor, in: ring) }
    }

    func rotateNow(algorithm: JWSAlgorithm?, by actor: Actor, in ring: KeyRing) async throws {
        let announced = try await store.signingKeys().last { $0.state == .announced }
        let next = try makeKey(algorithm ?? announced?.algorithm ?? .rs256)
        let now = clock.now()
        let keys = try await store.updateSigningKeys { keys in
            try schedule.rotate(&keys, announcing: next, at: now)
            let active = keys.last { $0.state == .active } ?? next
            return [
                Self.event(.signingKeysRotated, active, actor, now), Self.event(.signingKeyCreated, next, actor, now),
            ]
        }
        try ring.replace(with: keys)
        logger.notice("signing keys rotated", metadata: ["announced_key": "\(next.id)", "actor": "\(actor.name)"])
    }

    /// Withdraws the keys whose last token has expired.
    package func removeEnded(in ring: KeyRing) async throws {
        try await turns.take { try await removeEndedNow(in: ring) }
    }

    private func removeEndedNow(in ring: KeyRing) async throws {
        let now = clock.now()
        var kept = try await store.signingKeys()
        let ended = schedule.removeEnded(&kept, at: now)
        guard !ended.isEmpty else { return }
        let keys = try await store.updateSigningKeys { keys in
            schedule.removeEnded(&keys, at: now).map { id in
                AuditEvent(
                    time: now, action: .signingKeyRemoved, actor: Actor(name: "mintmark"), subject: id.description)
            }
        }
        try ring.replace(with: keys)
        logger.notice("ended signing keys withdrawn", metadata: ["keys": .array(ended.map { "\($0)" })])
    }

    func makeKey(_ algorithm: JWSAlgorithm) throws -> SigningKeyRecord {
        let id = SigningKeyID(number: identifiers.next())
        let sealed = try sealer.seal(try PrivateKey(generatingFor: algorithm), as: id)
        return SigningKeyRecord(
            id: id, algorithm: algorithm, state: .announced, sealedPrivateKey: sealed, publishTime: clock.now(),
            longestTokenLifetime: schedule.maximumTokenLifetime)
    }

    static func event(
        _ action: AuditEvent.Action, _ key: SigningKeyRecord, _ actor: Actor, _ time: Timestamp, reason: String = ""
    ) -> AuditEvent {
        var details: [JSONValue.Member] = [
            .init("algorithm", .string(key.algorithm.name)), .init("state", .string(key.state.rawValue)),
        ]
        if !reason.isEmpty { details.append(.init("reason", .string(reason))) }
        return AuditEvent(
            time: time, action: action, actor: actor, subject: key.id.description, details: .object(details))
    }
}
