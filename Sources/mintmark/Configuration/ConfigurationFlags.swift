import ArgumentParser

/// The settings as flags. A flag wins over the environment, and that over the file; lists are separated by commas.
struct ConfigurationFlags: ParsableArguments {
    @Option(help: "A YAML or JSON file with settings; MINTMARK_CONFIG names it as well.")
    var config: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.issuer.help))
    var issuer: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.host.help))
    var host: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.port.help))
    var port: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.dataDir.help))
    var dataDir: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.storeStaleness.help))
    var storeStaleness: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.masterKeyFile.help))
    var masterKeyFile: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.tlsCertificateFile.help))
    var tlsCertificateFile: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.tlsKeyFile.help))
    var tlsKeyFile: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.trustedProxies.help))
    var trustedProxies: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.tokenLifetime.help))
    var tokenLifetime: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.tokenMaximumLifetime.help))
    var tokenMaximumLifetime: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.tokenType.help))
    var tokenType: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.tokenAudience.help))
    var tokenAudience: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.tokenStrictScopes.help))
    var tokenStrictScopes: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.keysAlgorithm.help))
    var keysAlgorithm: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.keysMaxAge.help))
    var keysMaxAge: String?
    @Option(help: .init(stringLiteral: ConfigurationKey.keysAnnouncement.help))
    var keysAnnouncement: String?
    @Option(help: .init(stringLiteral: ConfigurationKey.keysRotationInterval.help))
    var keysRotationInterval: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.signer.help))
    var signer: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.signerLibrary.help))
    var signerLibrary: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.secretPrefix.help))
    var secretPrefix: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.recentSecretUse.help))
    var secretRecentUse: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.scanningKeysFile.help))
    var secretScanningKeysFile: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.scanningAction.help))
    var secretScanningAction: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.failedAuthentications.help))
    var limitsFailedAuthentications: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.requestsPerAddress.help))
    var limitsRequestsPerAddress: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.managementCalls.help))
    var limitsManagementCalls: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.revocationStreams.help))
    var limitsRevocationStreams: String?
    @Option(help: .init(stringLiteral: ConfigurationKey.clientQuota.help))
    var limitsClientQuota: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.organizationQuota.help))
    var limitsOrganizationQuota: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.connections.help))
    var limitsConnections: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.requestTimeout.help))
    var requestTimeout: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.idleTimeout.help))
    var idleTimeout: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.cachedClients.help))
    var cacheClients: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.auditRetention.help))
    var auditRetention: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.auditTokenIssues.help))
    var auditTokenIssues: String?
    @Option(help: .init(stringLiteral: ConfigurationKey.webhooksAllowPrivate.help))
    var webhooksAllowPrivateDestinations: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.webhooksCAFile.help))
    var webhooksCaFile: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.webhooksRetryDelays.help))
    var webhooksRetryDelays: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.webhooksDisableAfter.help))
    var webhooksDisableAfter: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.webhooksSecretExpiryNotice.help))
    var webhooksSecretExpiryNotice: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.telemetryEndpoint.help))
    var telemetryEndpoint: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.telemetryServiceName.help))
    var telemetryServiceName: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.telemetryResourceAttributes.help))
    var telemetryResourceAttributes: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.telemetrySampler.help))
    var telemetrySampler: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.telemetrySampleRatio.help))
    var telemetrySampleRatio: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.telemetryMetricInterval.help))
    var telemetryMetricInterval: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.telemetryDisabled.help))
    var telemetryDisabled: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.logLevel.help))
    var logLevel: String?

    @Option(help: .init(stringLiteral: ConfigurationKey.logFormat.help))
    var logFormat: String?

    /// What was given, by the name that the setting has in the environment.
    var variables: [String: String] {
        let given: [(ConfigurationKey, String?)] = [
            (.issuer, issuer), (.host, host), (.port, port), (.dataDir, dataDir), (.storeStaleness, storeStaleness),
            (.masterKeyFile, masterKeyFile),
            (.tlsCertificateFile, tlsCertificateFile), (.tlsKeyFile, tlsKeyFile),
            (.trustedProxies, trustedProxies), (.tokenLifetime, tokenLifetime),
            (.tokenMaximumLifetime, tokenMaximumLifetime), (.tokenType, tokenType),
            (.tokenAudience, tokenAudience), (.tokenStrictScopes, tokenStrictScopes),
            (.keysAlgorithm, keysAlgorithm), (.keysMaxAge, keysMaxAge),
            (.keysAnnouncement, keysAnnouncement), (.keysRotationInterval, keysRotationInterval),
            (.secretPrefix, secretPrefix),
            (.recentSecretUse, secretRecentUse), (.scanningKeysFile, secretScanningKeysFile),
            (.scanningAction, secretScanningAction),
            (.signer, signer), (.signerLibrary, signerLibrary),
            (.failedAuthentications, limitsFailedAuthentications), (.requestsPerAddress, limitsRequestsPerAddress),
            (.revocationStreams, limitsRevocationStreams),
            (.managementCalls, limitsManagementCalls), (.clientQuota, limitsClientQuota),
            (.organizationQuota, limitsOrganizationQuota), (.connections, limitsConnections),
            (.requestTimeout, requestTimeout), (.idleTimeout, idleTimeout), (.cachedClients, cacheClients),
            (.auditRetention, auditRetention), (.auditTokenIssues, auditTokenIssues),
            (.webhooksAllowPrivate, webhooksAllowPrivateDestinations), (.webhooksCAFile, webhooksCaFile),
            (.webhooksRetryDelays, webhooksRetryDelays),
            (.webhooksDisableAfter, webhooksDisableAfter),
            (.webhooksSecretExpiryNotice, webhooksSecretExpiryNotice),
            (.telemetryEndpoint, telemetryEndpoint), (.telemetryServiceName, telemetryServiceName),
            (.telemetryResourceAttributes, telemetryResourceAttributes), (.telemetrySampler, telemetrySampler),
            (.telemetrySampleRatio, telemetrySampleRatio), (.telemetryMetricInterval, telemetryMetricInterval),
            (.telemetryDisabled, telemetryDisabled),
            (.logLevel, logLevel), (.logFormat, logFormat),
        ]
        let pairs = given.compactMap { key, value in value.map { (key.variable, $0) } }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }
}
