import AuthorizationServer
import JOSE
import Logging
import Management
import ManagementClient
import OAuthCore
import PostgreSQLStore
import Signers
import Stores
import Webhooks

extension ServerConfiguration {
    /// Reads and checks all settings.
    /// - Throws: ``CommandFailure`` that lists every problem at once.
    init(_ sources: ConfigurationSources, for purpose: Purpose) throws(CommandFailure) {
        var values = ConfigurationValues(sources)
        let isDevelopment = purpose == .development
        let host = values.text(.host) ?? "127.0.0.1"
        let port = values.number(.port, 0...65_535, standard: 8080)
        server = ServerSettings(
            host: host, port: port, tls: Self.tls(&values), trustedProxies: Self.proxies(&values),
            refusesPlainHTTP: !isDevelopment,
            requestTimeout: Int64(values.number(.requestTimeout, 1...300, standard: 10)),
            idleTimeout: Int64(values.number(.idleTimeout, 1...3600, standard: 60)),
            maximumConnections: values.number(.connections, 1...1_000_000, standard: 10_000),
            requestsPerAddress: values.number(.requestsPerAddress, 0...1_000_000, standard: 0),
            managementCallsPerClient: values.number(.managementCalls, 0...1_000_000, standard: 500),
            revocationStreams: values.number(.revocationStreams, 0...1_000_000, standard: 1000))
        let issuer = Self.issuer(&values, isDevelopment ? Self.developmentIssuer(host, port) : nil)
        environment = Self.environment(&values, issuer: issuer)
        dataDirectory = values.required(.dataDir, standard: isDevelopment ? ".mintmark" : nil)
        store = Self.store(&values)
        storeStaleness = Int64(values.number(.storeStaleness, 5...86_400, standard: 60))
        masterKey = values.text(.masterKey).map { Secret($0) }
        masterKeyFile = values.text(.masterKeyFile)
        if masterKey != nil, masterKeyFile != nil {
            values.refuse(.masterKey, "is given as well as master_key_file; give one of them")
        }
        let algorithms = JWSAlgorithm.all.map(\.name)
        keysAlgorithm = JWSAlgorithm(named: values.choice(.keysAlgorithm, algorithms, standard: "RS256")) ?? .rs256
        let signers = ["auto"] + SignerName.allCases.map(\.rawValue)
        signer = SignerName(rawValue: values.choice(.signer, signers, standard: "auto"))
        signerLibrary = values.text(.signerLibrary)
        failedAuthentications = Int64(values.number(.failedAuthentications, 0...1_000_000, standard: 20))
        scanningKeysFile = values.text(.scanningKeysFile)
        let policies = SecretLeak.Policy.allCases.map(\.rawValue)
        scanningPolicy =
            SecretLeak.Policy(rawValue: values.choice(.scanningAction, policies, standard: "deactivate")) ?? .deactivate
        cachedClients = values.number(.cachedClients, 1...100_000_000, standard: 2_000_000)
        auditRetention = values.duration(.auditRetention, standard: 400 * 86_400)
        auditTokenIssues = values.choice(.auditTokenIssues, ["true", "false"], standard: "false") == "true"
        webhooks = Self.webhooks(&values, isDevelopment)
        telemetry = Self.telemetry(&values)
        let levels = Logger.Level.allCases.map(\.rawValue)
        logLevel = Logger.Level(rawValue: values.choice(.logLevel, levels, standard: "info")) ?? .info
        let formats = LogFormat.allCases.map(\.rawValue)
        logFormat =
            LogFormat(rawValue: values.choice(.logFormat, formats, standard: isDevelopment ? "text" : "json")) ?? .json
        if !isDevelopment { checkTransport(&values) }
        try values.finish()
    }

    private static func store(_ values: inout ConfigurationValues) -> ServerAddress? {
        guard let text = values.text(.store) else { return nil }
        do {
            return try ServerAddress(Secret(text))
        } catch {
            values.refuse(.store, error.reason)
            return nil
        }
    }

    static func developmentIssuer(_ host: String, _ port: Int) -> String {
        let isWildcard = ["0.0.0.0", "::"].contains(host)
        let name = isWildcard ? "127.0.0.1" : host.contains(":") ? "[\(host)]" : host
        return "http://\(name):\(port)"
    }

    private static func tls(_ values: inout ConfigurationValues) -> CertificateFiles? {
        switch (values.text(.tlsCertificateFile), values.text(.tlsKeyFile)) {
        case (nil, nil): return nil
        case (let certificate?, let key?):
            return CertificateFiles(certificate: certificate, privateKey: key, refreshInterval: .seconds(2))
        case (nil, _?): values.refuse(.tlsCertificateFile, "is missing beside tls.key_file")
        case (_?, nil): values.refuse(.tlsKeyFile, "is missing beside tls.certificate_file")
        }
        return nil
    }

    private static func proxies(_ values: inout ConfigurationValues) -> TrustedProxies {
        let texts = values.texts(.trustedProxies)
        for text in texts where AddressRange(text) == nil {
            values.refuse(.trustedProxies, "must hold addresses or ranges like 10.0.0.0/8; \(text) is neither")
        }
        return TrustedProxies(texts.compactMap(AddressRange.init))
    }

    private static func issuer(_ values: inout ConfigurationValues, _ standard: String?) -> String {
        let issuer = values.required(.issuer, standard: standard)
        // What follows from host and port is not the operator's word.
        let isGiven = values.text(.issuer) != nil
        if isGiven, let problem = IssuerRule.problem(issuer) { values.refuse(.issuer, problem) }
        return issuer
    }

    private static func environment(_ values: inout ConfigurationValues, issuer: String) -> EnvironmentSettings {
        let maximum = values.number(.tokenMaximumLifetime, 1...31_536_000, standard: 30 * 86_400)
        let lifetime = values.number(.tokenLifetime, 1...31_536_000, standard: min(86_400, maximum))
        if lifetime > maximum {
            values.refuse(.tokenLifetime, "is \(lifetime), more than token.maximum_lifetime, which is \(maximum)")
        }
        let audience = values.texts(.tokenAudience)
        for value in audience where !AudienceValue.isValid(value) {
            values.refuse(
                .tokenAudience, "must hold texts of 1 to 256 printable ASCII characters without space; it has \(value)")
        }
        let types = AccessTokenType.allCases.map(\.rawValue)
        let prefix = values.text(.secretPrefix) ?? "mintmark"
        if !PlainSecret.isUsable(prefix: prefix) {
            values.refuse(
                .secretPrefix, "must be 1 to 40 letters, digits and _, begin with a letter and not end with _")
        }
        let maxAge = values.number(.keysMaxAge, 1...86_400, standard: 300)
        let standardAnnouncement = EnvironmentSettings.announcement(keysMaxAge: Int64(maxAge))
        let announcement = values.number(.keysAnnouncement, 1...31_536_000, standard: Int(standardAnnouncement))
        if announcement <= maxAge {
            values.refuse(
                .keysAnnouncement, "is \(announcement); it must be more than keys.max_age, which is \(maxAge)")
        }
        let interval = values.number(.keysRotationInterval, 0...315_360_000, standard: 0)
        if interval > 0, interval < announcement {
            values.refuse(
                .keysRotationInterval, "is \(interval); it must be at least keys.announcement, which is \(announcement)"
            )
        }
        return EnvironmentSettings(
            issuer: issuer, defaultAudience: audience, tokenLifetime: Int64(lifetime),
            maximumTokenLifetime: Int64(maximum),
            tokenType: AccessTokenType(rawValue: values.choice(.tokenType, types, standard: "at+jwt")) ?? .accessToken,
            strictScopes: values.choice(.tokenStrictScopes, ["true", "false"], standard: "false") == "true",
            keysMaxAge: Int64(maxAge), keyAnnouncement: Int64(announcement), keyRotationInterval: Int64(interval),
            secretPrefix: prefix,
            clientQuota: quota(.clientQuota, &values), organizationQuota: quota(.organizationQuota, &values),
            recentSecretUse: Int64(values.number(.recentSecretUse, 0...31_536_000, standard: 3600)))
    }

    private static func quota(_ key: ConfigurationKey, _ values: inout ConfigurationValues) -> TokenQuota? {
        guard let text = values.text(key), text != "none" else { return nil }
        if let quota = TokenQuota(text) { return quota }
        values.refuse(
            key,
            "must be tokens and seconds, as in 1000/3600 or 1000/3600:warn: \(TokenQuota.rule); it is \(text)")
        return nil
    }

    private static func webhooks(_ values: inout ConfigurationValues, _ isDevelopment: Bool) -> WebhookSettings {
        let allowsPrivate = values.choice(
            .webhooksAllowPrivate, ["true", "false"], standard: isDevelopment ? "true" : "false")
        var settings = WebhookSettings(allowsPrivateDestinations: allowsPrivate == "true")
        if let file = values.text(.webhooksCAFile) {
            do {
                settings.trust = try AdditionalTrust(file: file)
            } catch {
                values.refuse(.webhooksCAFile, "must name a file with certificates in PEM; \(file) is none")
            }
        }
        let texts = values.texts(.webhooksRetryDelays)
        let delays = texts.compactMap { Int64($0) }.filter { (0...2_592_000).contains($0) }
        if delays.count != texts.count || texts.count > 30 {
            values.refuse(.webhooksRetryDelays, "must hold at most 30 whole numbers from 0 to 2592000")
        }
        if !delays.isEmpty { settings.schedule = RetrySchedule(seconds: delays) }
        settings.disableAfter = Int64(values.number(.webhooksDisableAfter, 60...31_536_000, standard: 432_000))
        settings.secretExpiryNotice = Int64(
            values.number(.webhooksSecretExpiryNotice, 0...31_536_000, standard: 604_800))
        return settings
    }

    /// Tokens and secrets must not cross a network in the clear (RFC 6749 §3.2).
    private func checkTransport(_ values: inout ConfigurationValues) {
        let isLocal = ["127.0.0.1", "::1", "localhost"].contains(server.host)
        guard server.tls == nil, !isLocal, values.texts(.trustedProxies).isEmpty else { return }
        values.refuse(
            .host,
            "is \(server.host), which other machines can reach, but there is neither TLS (tls.certificate_file and "
                + "tls.key_file) nor a proxy that adds it (trusted_proxies); give one of them, or listen on 127.0.0.1")
    }
}
