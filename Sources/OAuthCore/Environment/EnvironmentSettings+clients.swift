extension EnvironmentSettings {
    /// Whom a client's tokens are for. The management API is what an environment client is for, so its tokens are for
    /// the issuer itself unless it is registered for something else.
    package func audience(of client: Client) -> [String] {
        guard client.audience.isEmpty else { return client.audience }
        return client.id.kind == .environment ? [issuer] : defaultAudience
    }

    /// How long a client's tokens live, in seconds.
    package func lifetime(of client: Client) -> Int64 {
        tokenLifetime(registered: client.lifetime)
    }
}
