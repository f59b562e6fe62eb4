extension Client {
    /// Adds a secret behind the others.
    /// - Throws: ``InvalidFields`` when there are ``maximumSecrets`` already.
    package mutating func add(_ secret: ClientSecret, at time: Timestamp) throws(InvalidFields) {
        guard secrets.count < Self.maximumSecrets else {
            throw InvalidFields(
                "secrets", "only \(Self.maximumSecrets) secrets are allowed; delete one that is no longer used first")
        }
        secrets.append(secret)
        updateTime = time
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
