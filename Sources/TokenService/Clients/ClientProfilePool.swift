import OAuthCore

/// Lets clients that are registered alike share one ``ClientProfile``, so that a million clients fit in memory.
struct ClientProfilePool {
    private struct Key: Hashable {
        let scopes: [String]
        let audience: [String]
        let claims: [String]
    }

    /// When this many differ, the pool starts anew; profiles in use live on.
    private static let capacity = 16_384
    private var profiles: [Key: ClientProfile] = [:]

    mutating func profile(scopes: [String], audience: [String], customClaims: [CustomClaim]) -> ClientProfile {
        let key = Key(scopes: scopes, audience: audience, claims: customClaims.flatMap { [$0.key, $0.value] })
        if let known = profiles[key] { return known }
        if profiles.count >= Self.capacity { profiles.removeAll() }
        let profile = ClientProfile(scopes: scopes, audience: audience, customClaims: customClaims)
        profiles[key] = profile
        return profile
    }
}
