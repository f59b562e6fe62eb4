package import OAuthCore

/// What the token path needs of a client, kept small: one for each client in memory.
package struct ClientRecord: Sendable {
    package let id: ClientID
    package let organizationID: OrganizationID?
    let isActive: Bool
    /// Where ``ClientMemory`` has its number.
    var place: Int32 = 0
    /// Seconds.
    let lifetime: Int64
    let profile: ClientProfile
    let secrets: [SecretRecord]
    /// `nil` for none, as most clients have it.
    let restrictions: ClientRestrictions?

    /// The scopes that it is registered for.
    package var scopes: [String] { profile.scopes }
}

/// What the token path needs of a client secret.
struct SecretRecord: Sendable {
    let id: SecretID
    let hash: SecretHash
    let isActive: Bool
    let expireTime: Timestamp?

    func isUsable(at time: Timestamp) -> Bool {
        ClientSecret.isUsable(isActive: isActive, expireTime: expireTime, at: time)
    }
}
