import OAuthCore

/// The settings that flags and environment give, each with its origin; flags win.
struct ConnectionGiven: Sendable {
    let issuer: Sourced<String>?
    let clientID: Sourced<String>?
    let clientSecret: Sourced<Secret<String>>?

    init(flags: ConnectionValues, environment: [String: String]) {
        issuer =
            Sourced(flags.issuer, from: "--issuer") ?? Sourced(environment["MINTMARK_ISSUER"], from: "MINTMARK_ISSUER")
        clientID =
            Sourced(flags.clientID, from: "--client-id")
            ?? Sourced(environment["MINTMARK_CLIENT_ID"], from: "MINTMARK_CLIENT_ID")
        clientSecret =
            Self.secret(flags.clientSecret?.reveal(), from: "--client-secret")
            ?? Self.secret(environment["MINTMARK_CLIENT_SECRET"], from: "MINTMARK_CLIENT_SECRET")
    }

    /// Whether no profile is needed.
    var isComplete: Bool {
        issuer != nil && clientID != nil && clientSecret != nil
    }

    private static func secret(_ text: String?, from origin: String) -> Sourced<Secret<String>>? {
        guard let text, !text.isEmpty else { return nil }
        return Sourced(Secret(text), from: origin)
    }
}
