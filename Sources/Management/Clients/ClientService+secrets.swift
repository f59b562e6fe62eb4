import JOSE
package import OAuthCore

extension ClientService {
    /// Adds a secret beside the others.
    /// - Parameter expireTime: from when on it is refused; `nil` for never.
    /// - Throws: ``InvalidFields`` when there are as many as a client may have, ``ManagementError``.
    package func addSecret(
        to id: ClientID, of owner: OrganizationID?, expireTime: Timestamp? = nil, by caller: Caller
    ) async throws -> NewSecret {
        let secret = makeSecret(at: clock.now(), expireTime: expireTime)
        _ = try await change(id, of: owner, by: caller) { client, now in
            try Self.requireFuture(expireTime, now)
            try client.add(secret.stored, at: now)
            return (.secretCreated, secret.stored.id.description, ["client_id": .string(id.description)])
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
    /// - Throws: ``InvalidFields`` for the last one, ``ManagementError``.
    package func deleteSecret(
        _ secretID: SecretID, of id: ClientID, _ owner: OrganizationID?, by caller: Caller
    ) async throws {
        _ = try await change(id, of: owner, by: caller) { client, now in
            guard try client.removeSecret(secretID, at: now) != nil else { throw Self.secretNotFound(secretID) }
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

    private static func requireFuture(_ time: Timestamp?, _ now: Timestamp) throws(InvalidFields) {
        guard let time, time <= now else { return }
        throw InvalidFields("expire_time", "must be in the future; it is \(time) and now is \(now)")
    }

    private static func secretNotFound(_ id: SecretID) -> ManagementError {
        .notFound("secret", id.description)
    }
}
