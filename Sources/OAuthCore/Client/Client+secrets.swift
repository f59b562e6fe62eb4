extension Client {
    /// Adds a secret behind the others. When there are ``maximumSecrets`` already, the one that ended first makes room.
    /// - Returns: the secret that made room, if any.
    /// - Throws: ``InvalidFields`` when there are as many and none has ended.
    @discardableResult
    package mutating func add(_ secret: ClientSecret, at time: Timestamp) throws(InvalidFields) -> ClientSecret? {
        var removed: ClientSecret?
        if secrets.count >= Self.maximumSecrets {
            let ended = secrets.indices.filter { secrets[$0].hasEnded(by: time) }
            guard let first = ended.min(by: { end(secrets[$0]) < end(secrets[$1]) }) else {
                throw InvalidFields(
                    "secrets",
                    "only \(Self.maximumSecrets) secrets are allowed; delete one that is no longer used first")
            }
            removed = secrets.remove(at: first)
        }
        secrets.append(secret)
        updateTime = time
        return removed
    }

    private func end(_ secret: ClientSecret) -> Int64 { secret.expireTime?.milliseconds ?? .max }

    /// Adds a secret and lets every other one that is in force end after `overlap`, unless it ends sooner.
    /// - Parameter overlap: in seconds; 0 ends them at once.
    /// - Returns: the secret that made room, if any.
    /// - Throws: ``InvalidFields`` when there are ``maximumSecrets`` and none has ended.
    package mutating func rotate(
        to secret: ClientSecret, overlap: Int64, at time: Timestamp
    ) throws(InvalidFields) -> ClientSecret? {
        let end = time.adding(seconds: overlap)
        for index in secrets.indices where secrets[index].isUsable(at: time) {
            guard secrets[index].expireTime.map({ end < $0 }) ?? true else { continue }
            secrets[index].expireTime = end
            secrets[index].updateTime = time
        }
        return try add(secret, at: time)
    }

    /// Removes a secret.
    /// - Returns: the removed secret; `nil` when the client has no such secret.
    /// - Throws: ``InvalidFields`` when it is the last one.
    package mutating func removeSecret(_ id: SecretID, at time: Timestamp) throws(InvalidFields) -> ClientSecret? {
        guard let index = secrets.firstIndex(where: { $0.id == id }) else { return nil }
        guard secrets.count > 1 else {
            throw InvalidFields("secret_id", "at least one secret is required; add another before you delete this one")
        }
        updateTime = time
        return secrets.remove(at: index)
    }
}
