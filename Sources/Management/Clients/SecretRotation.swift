import JOSE
package import OAuthCore

/// A client's new secret, and the old ones that end because of it.
package struct SecretRotation: Sendable {
    /// The longest overlap, in seconds: a year.
    package static let maximumOverlap: Int64 = 31_536_000

    package let secret: NewSecret
    /// The other secrets that were in force, each with its end.
    package let ending: [ClientSecret]
}

extension ClientService {
    /// Adds a secret and lets every other one that is in force end after `overlap`, unless it ends sooner. Secrets that
    /// are switched off stay as they are.
    /// - Parameter overlap: in seconds; 0 ends the others at once; must be given.
    /// - Throws: ``InvalidFields`` for an overlap out of range, or when there are as many secrets as a client may have
    ///   and none has ended; ``ManagementError``.
    package func rotateSecrets(
        of id: ClientID, _ owner: OrganizationID?, overlap: Int64?, by caller: Caller
    ) async throws -> SecretRotation {
        let secret = makeSecret(at: clock.now(), expireTime: nil)
        let client = try await change(id, of: owner, by: caller) { client, now in
            let overlap = try Self.checked(overlap)
            let removed = try client.rotate(to: secret.stored, overlap: overlap, at: now)
            let ending = Self.ending(of: client, beside: secret, at: now)
            let details: JSONValue = [
                "overlap": .integer(overlap), "ending": .array(ending.map { .string($0.id.description) }),
            ]
            let members = (Self.details(id, removed: removed).members ?? []) + (details.members ?? [])
            return (.secretRotated, secret.stored.id.description, .object(members))
        }
        return SecretRotation(secret: secret, ending: Self.ending(of: client, beside: secret, at: client.updateTime))
    }

    private static func checked(_ overlap: Int64?) throws(InvalidFields) -> Int64 {
        guard let overlap else {
            throw InvalidFields(
                "overlap",
                "must be given: for how many seconds the old secrets go on, such as 604800 for a week; 0 ends them at once"
            )
        }
        guard (0...SecretRotation.maximumOverlap).contains(overlap) else {
            throw InvalidFields("overlap", "must be 0 to \(SecretRotation.maximumOverlap) seconds; it is \(overlap)")
        }
        return overlap
    }

    private static func ending(of client: Client, beside new: NewSecret, at time: Timestamp) -> [ClientSecret] {
        client.secrets.filter { secret in
            secret.id != new.stored.id && secret.status == .active && (secret.expireTime.map { $0 >= time } ?? false)
        }
    }
}
