public import Logging

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension TokenProvider {
    /// The environment variables: the issuer URL, the client id and the client secret.
    private static let names = ["MINTMARK_ISSUER", "MINTMARK_CLIENT_ID", "MINTMARK_CLIENT_SECRET"]

    /// A provider with what the environment says: `MINTMARK_ISSUER`, `MINTMARK_CLIENT_ID` and `MINTMARK_CLIENT_SECRET`.
    /// - Parameters:
    ///   - endpoint: makes the token endpoint from the issuer: ``TokenEndpoint/issuer(_:)`` unless given,
    ///     ``TokenEndpoint/discovery(issuer:)`` for other servers.
    ///   - environment: replaces the variables of the process, which are read when it is `nil`.
    ///   - transport: sends the requests.
    ///   - logger: as in the initialiser.
    /// - Throws: ``TokenError`` `missingConfiguration`, which names all that are missing, `invalidConfiguration` or
    ///   `insecureURL`.
    public static func fromEnvironment(
        endpoint: (_ issuer: String) -> TokenEndpoint = TokenEndpoint.issuer, settings: TokenProviderSettings = .init(),
        environment: [String: String]? = nil, transport: any TokenTransport = AsyncHTTPTokenTransport.shared,
        logger: Logger? = nil
    ) throws(TokenError) -> TokenProvider {
        var found: [String] = []
        var missing: [String] = []
        for name in names {
            let value = if let environment { environment[name] } else { variable(name) }
            if let value, !value.isEmpty { found.append(value) } else { missing.append(name) }
        }
        guard missing.isEmpty else {
            throw TokenError(
                .missingConfiguration, "The environment lacks \(missing.joined(separator: ", ")).",
                advice: "Set the issuer URL, the client id and the client secret of the application.")
        }
        return try TokenProvider(
            credentials: ClientCredentials(clientID: found[1], clientSecret: found[2]), endpoint: endpoint(found[0]),
            settings: settings, transport: transport, logger: logger)
    }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
