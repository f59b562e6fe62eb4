import OAuthCore

/// All places that may hold the settings of a connection. For each setting the first that has it wins: the flags, the
/// environment, the profile file.
package struct ConnectionSources: Sendable {
    private let given: ConnectionGiven
    private let search: ProfileSearch
    private let certificateAuthorityFile: String?
    private let timeout: Int

    /// - Parameters:
    ///   - flags: what the command line gave.
    ///   - environment: the variables of the process, `MINTMARK_…` and `HOME`. An empty one counts as absent.
    ///   - search: finds the profile, which is read only when something is missing.
    ///   - timeout: how long one request may take, in seconds.
    package init(
        flags: ConnectionValues, environment: [String: String], search: ProfileSearch,
        certificateAuthorityFile: String? = nil, timeout: Int = 30
    ) {
        given = ConnectionGiven(flags: flags, environment: environment)
        self.search = search
        self.certificateAuthorityFile = certificateAuthorityFile
        self.timeout = timeout
    }

    /// The settings to connect with.
    /// - Parameter role: which client of the profile to act as, where the profile names the client.
    /// - Throws: ``CommandFailure`` with exit status 2, naming each setting that is missing and every way to give it.
    package func settings(for role: ClientRole) throws(CommandFailure) -> ConnectionSettings {
        let found = given.isComplete ? nil : try search.find()
        let profile = found?.profile
        let origin = profile?.path ?? ""
        let issuer = given.issuer ?? Sourced(profile?.issuer, from: origin)
        let clientID = given.clientID ?? Sourced(profile?.client(role).clientID, from: origin)
        let secret = given.clientSecret ?? Self.secret(of: clientID?.value, in: profile)
        guard let issuer, let clientID, let secret else {
            throw MissingSettings(
                issuer: issuer == nil, clientID: clientID == nil, clientSecret: secret == nil, role: role,
                profile: origin
            ).failure
        }
        let url = try Self.issuer(issuer)
        if found?.isFromWorkingDirectory == true, given.issuer == nil, given.clientSecret != nil {
            try Self.requireLoopback(url, from: origin)
        }
        return ConnectionSettings(
            issuer: url, issuerOrigin: issuer.origin,
            credentials: ClientCredentials(clientID: clientID.value, clientSecret: secret.value),
            credentialsOrigin: secret.origin, certificateAuthorityFile: certificateAuthorityFile, timeout: timeout)
    }

    /// The organization to work on when none is named: that of the profile, as long as the profile is about the same
    /// issuer as the connection.
    package func defaultOrganization() throws(CommandFailure) -> String? {
        guard let profile = try search.find()?.profile else { return nil }
        guard let issuer = given.issuer, let other = profile.issuer else { return profile.organizationID }
        return IssuerURL(issuer.value) == IssuerURL(other) ? profile.organizationID : nil
    }

    /// A profile gives the secret of the very client that is acted as, never that of another.
    private static func secret(of clientID: String?, in profile: Profile?) -> Sourced<Secret<String>>? {
        guard let clientID, let profile, let secret = profile.secret(of: clientID) else { return nil }
        return Sourced(secret, from: profile.path)
    }

    private static func issuer(_ issuer: Sourced<String>) throws(CommandFailure) -> IssuerURL {
        if let url = IssuerURL(issuer.value) { return url }
        throw .usage(
            "the issuer URL from \(issuer.origin) is no URL of a server"
                + (issuer.value.contains("@") ? ": it names a user" : ": \(issuer.value)"),
            advice: "it looks like https://auth.example.com or http://localhost:8080, without query and fragment")
    }

    /// A secret from elsewhere does not go to a server that only a file in the working directory names: a directory
    /// that came from others could collect secrets that way.
    private static func requireLoopback(_ issuer: IssuerURL, from path: String) throws(CommandFailure) {
        guard !issuer.isLoopback else { return }
        throw .usage(
            "the client secret is not sent to \(issuer), which only \(path) in the working directory names",
            advice:
                "name the server with --issuer \(issuer) or MINTMARK_ISSUER, or trust the file with --profile \(path)")
    }
}
