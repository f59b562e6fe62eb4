/// What holds for every client of the environment.
package struct EnvironmentSettings: Sendable, Equatable {
    /// The environment's URL, without a slash at the end: `iss` of every token, byte for byte (RFC 8414 §2).
    package var issuer: String
    /// `aud` of the tokens of clients that are registered for no audience; never empty (RFC 9068 §3).
    package var defaultAudience: [String]
    /// The lifetime of access tokens of clients that have none of their own, in seconds.
    package var tokenLifetime: Int64
    /// The longest lifetime that a client may be given, in seconds.
    package var maximumTokenLifetime: Int64
    /// `typ` of access tokens.
    package var tokenType: AccessTokenType
    /// Whether a requested scope that is not registered refuses the request.
    package var strictScopes: Bool
    /// For how many seconds caches may keep the key set.
    package var keysMaxAge: Int64
    /// For how many seconds a signing key is published before it may sign.
    package var keyAnnouncement: Int64
    /// For how many seconds a key signs before the next one takes its place; 0 for until somebody says so.
    package var keyRotationInterval: Int64
    /// What stands before the random part of new client secrets.
    package var secretPrefix: String
    /// The quota of clients of organizations that have none of their own; `nil` for no limit.
    package var clientQuota: TokenQuota?
    /// The quota of organizations that have none of their own; `nil` for no limit.
    package var organizationQuota: TokenQuota?
    /// For how many seconds after its use a secret that is in force is not deleted without force; 0 for no such care.
    package var recentSecretUse: Int64

    package init(
        issuer: String, defaultAudience: [String] = [], tokenLifetime: Int64 = 86_400,
        maximumTokenLifetime: Int64 = 30 * 86_400, tokenType: AccessTokenType = .accessToken,
        strictScopes: Bool = false, keysMaxAge: Int64 = 300, keyAnnouncement: Int64? = nil,
        keyRotationInterval: Int64 = 0, secretPrefix: String = "mintmark", clientQuota: TokenQuota? = nil,
        organizationQuota: TokenQuota? = nil, recentSecretUse: Int64 = 3600
    ) {
        self.issuer = issuer
        self.defaultAudience = defaultAudience.isEmpty ? [issuer] : defaultAudience
        self.tokenLifetime = tokenLifetime
        self.maximumTokenLifetime = maximumTokenLifetime
        self.tokenType = tokenType
        self.strictScopes = strictScopes
        self.keysMaxAge = keysMaxAge
        self.keyAnnouncement = keyAnnouncement ?? Self.announcement(keysMaxAge: keysMaxAge)
        self.keyRotationInterval = keyRotationInterval
        self.secretPrefix = secretPrefix
        self.clientQuota = clientQuota
        self.organizationQuota = organizationQuota
        self.recentSecretUse = recentSecretUse
    }

    /// The lifetime of the access tokens of a client that is registered with `lifetime`, in seconds; 0 is the default.
    package func tokenLifetime(registered lifetime: Int64) -> Int64 {
        lifetime > 0 ? min(lifetime, maximumTokenLifetime) : tokenLifetime
    }

    /// For how many seconds a signing key is published where nothing else is set: twice the cache age and a minute for slow
    /// fetches, so that a cache filled just before the announcement has been renewed with certainty.
    package static func announcement(keysMaxAge: Int64) -> Int64 {
        keysMaxAge < 60 ? keysMaxAge + 1 : 2 * keysMaxAge + 60
    }

    /// The rules by which signing keys follow one another.
    package var signingKeySchedule: SigningKeySchedule {
        SigningKeySchedule(
            announcement: keyAnnouncement, maximumTokenLifetime: maximumTokenLifetime, interval: keyRotationInterval)
    }
}
