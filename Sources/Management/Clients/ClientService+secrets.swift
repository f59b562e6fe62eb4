import JOSE
package import OAuthCore
import Stores

extension ClientService {
    /// Adds a secret beside the others; one that has ended makes room where there is none.
    /// - Parameter expireTime: from when on it is refused; `nil` for never.
    /// - Throws: ``InvalidFields`` when there are as many as a client may have, ``ManagementError``.
    package func addSecret(
        to id: ClientID, of owner: OrganizationID?, expireTime: Timestamp? = nil, by caller: Caller
    ) async throws -> NewSecret {
        let secret = makeSecret(at: clock.now(), expireTime: expireTime)
        _ = try await change(id, of: owner, by: caller) { client, now in
            try Self.requireFuture(expireTime, now)
            let removed = try client.add(secret.stored, at: now)
            return (.secretCreated, secret.stored.id.description, Self.details(id, removed: removed))
        }
        return secret
    }

    /// Switches a secret off or on, or lets it expire.
    /// - Throws: ``InvalidFields``, ``ManagementError``.
    package func updateSecret(
        _ secretID: SecretID, _ update: SecretUpdate, of id: ClientID, _ owner: OrganizationID?, by caller: Caller
    ) async throws -> ClientSecret {
        let client = try await change(id, of: owner, by: caller) { client, now in
            guard let index = client.secrets.firstIndex(where: { $0.id == secretID }) else {
                throw Self.secretNotFound(secretID)
            }
            let before = client.secrets[index]
            if case .set(let time) = update.expireTime { try Self.requireFuture(time, now) }
            client.secrets[index].apply(update, at: now)
            client.updateTime = now
            return (.secretUpdated, secretID.description, client.secrets[index].auditChanges(since: before, of: id))
        }
        guard let secret = client.secrets.first(where: { $0.id == secretID }) else {
            throw Self.secretNotFound(secretID)
        }
        return secret
    }

    /// Ends a secret at once.
    /// - Parameter isForced: whether one that was used a moment ago is deleted all the same.
    /// - Throws: ``InvalidFields`` for the last one, ``ManagementError``.
    package func deleteSecret(
        _ secretID: SecretID, of id: ClientID, _ owner: OrganizationID?, isForced: Bool, by caller: Caller
    ) async throws {
        _ = try await change(id, of: owner, by: caller) { client, now in
            guard var secret = try client.removeSecret(secretID, at: now) else { throw Self.secretNotFound(secretID) }
            if let use = uses?.unwrittenUse(of: secretID) { secret.note(use) }
            if !isForced { try requireUnused(secret, now) }
            return (.secretDeleted, secretID.description, ["client_id": .string(id.description)])
        }
    }

    func makeSecret(at time: Timestamp, expireTime: Timestamp?) -> NewSecret {
        var generator = SystemRandomNumberGenerator()
        let plain = PlainSecret.generate(prefix: environment.secretPrefix, using: &generator)
        let stored = ClientSecret(
            id: SecretID(number: identifiers.next()), hash: hasher.hash(plain),
            suffix: String(plain.reveal().suffix(4)), createTime: time, updateTime: time, expireTime: expireTime,
            lastUsedTime: time)
        return NewSecret(stored: stored, plain: plain)
    }

    /// Whoever uses a secret that is in force breaks when it goes.
    private func requireUnused(_ secret: ClientSecret, _ now: Timestamp) throws(ManagementError) {
        let seconds = environment.recentSecretUse
        guard seconds > 0, secret.isUsable(at: now), secret.wasUsed,
            secret.lastUsedTime > now.adding(seconds: -seconds)
        else { return }
        let place = secret.lastUsedAddress.map { " from \($0)" } ?? ""
        throw .failedPrecondition(
            "The secret \(secret.id) was used at \(secret.lastUsedTime)\(place), within the last \(seconds) seconds: "
                + "whoever uses it would get no more tokens. Rotate it (secrets:rotate), so that it ends by itself once "
                + "the application has the new one; or set it INACTIVE first, which can be undone; or send force=true "
                + "to end it now.", earliest: nil)
    }

    static func details(_ id: ClientID, removed: ClientSecret?) -> JSONValue {
        var members = [JSONValue.Member("client_id", .string(id.description))]
        if let removed { members.append(.init("removed_ended_secret", .string(removed.id.description))) }
        return .object(members)
    }

    private static func requireFuture(_ time: Timestamp?, _ now: Timestamp) throws(InvalidFields) {
        guard let time, time <= now else { return }
        throw InvalidFields("expire_time", "must be in the future; it is \(time) and now is \(now)")
    }

    private static func secretNotFound(_ id: SecretID) -> ManagementError {
        .notFound("secret", id.description)
    }
}
