extension ConfigurationKey {
    static let issuer = ConfigurationKey(
        "issuer", "URL", standard: "required; dev: the URL it listens on",
        "The environment's public URL, without a slash at the end: iss of every token.")
    static let host = ConfigurationKey(
        "host", "address", standard: "127.0.0.1", "The address to listen on; 0.0.0.0 or :: for all.")
    static let port = ConfigurationKey("port", "number", standard: "8080", "The port to listen on; 0 picks a free one.")
    static let dataDir = ConfigurationKey(
        "data_dir", "directory", standard: "required; dev: .mintmark", "Where the store and the master key are kept.")
    static let store = ConfigurationKey(
        "store", "URL of PostgreSQL", standard: "SQLite in the data directory", isSecret: true,
        "The database that several nodes share: postgres://user:password@host/database?sslmode=verify-full.")
    static let storeStaleness = ConfigurationKey(
        "store_staleness", "seconds", standard: "60",
        "How long a node answers from memory while it hears nothing from the PostgreSQL store.")
    static let masterKey = ConfigurationKey(
        "master_key", "text", standard: "none", isSecret: true, "The master key itself, instead of a file.")
    static let masterKeyFile = ConfigurationKey(
        "master_key_file", "file", standard: "master.key in the data directory", "The file that holds the master key.")
    static let tlsCertificateFile = ConfigurationKey(
        "tls.certificate_file", "file", standard: "none",
        "PEM file of the certificate chain; read anew when it changes.")
    static let tlsKeyFile = ConfigurationKey(
        "tls.key_file", "file", standard: "none", "PEM file of the certificate's private key.")
    static let trustedProxies = ConfigurationKey(
        "trusted_proxies", "list of addresses or CIDR ranges", standard: "none",
        "The proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.")
    static let tokenLifetime = ConfigurationKey(
        "token.lifetime", "seconds", standard: "86400", "The lifetime of access tokens of clients without their own.")
    static let tokenMaximumLifetime = ConfigurationKey(
        "token.maximum_lifetime", "seconds", standard: "2592000", "The longest lifetime that a client may be given.")
    static let tokenType = ConfigurationKey(
        "token.type", "at+jwt or JWT", standard: "at+jwt",
        "typ of access tokens; JWT for validators that refuse at+jwt.")
    static let tokenAudience = ConfigurationKey(
        "token.audience", "list of texts", standard: "the issuer", "aud of the tokens of clients that have no audience."
    )
    static let tokenStrictScopes = ConfigurationKey(
        "token.strict_scopes", "true or false", standard: "false",
        "Whether a requested scope that is not registered refuses the request.")
    static let keysAlgorithm = ConfigurationKey(
        "keys.algorithm", "RS256, PS256, ES256 or EdDSA", standard: "RS256",
        "The algorithm of the first signing keys and of those that keys.rotation_interval announces.")
    static let keysMaxAge = ConfigurationKey(
        "keys.max_age", "seconds", standard: "300",
        "How long caches may keep the key set. A new key is announced for longer than that before it signs.")
    static let keysAnnouncement = ConfigurationKey(
        "keys.announcement", "seconds", standard: "twice keys.max_age and a minute",
        "How long a new key is published before it may sign; longer than keys.max_age.")
    static let keysRotationInterval = ConfigurationKey(
        "keys.rotation_interval", "seconds", standard: "0 (by hand)",
        "After how long the signing key is replaced by itself: 7776000 for 90 days. See operations.md before you set it."
    )
    static let signer = ConfigurationKey(
        "signer", "auto, swift-crypto, openssl or multi-buffer", standard: "auto",
        "The library that makes RSA signatures; auto takes the fastest that works here, any other name stops the "
            + "start when it does not.")
    static let signerLibrary = ConfigurationKey(
        "signer_library", "file", standard: "beside the program, then /usr/local/lib/mintmark",
        "The multi-buffer library that make accelerate builds.")
    static let secretPrefix = ConfigurationKey(
        "secret.prefix", "text", standard: "mintmark",
        "What new client secrets begin with: a brand and an environment, acme_live.")
    static let recentSecretUse = ConfigurationKey(
        "secret.recent_use", "seconds", standard: "3600",
        "For how long after its use a secret in force is deleted only by force; 0 for no such care.")
    static let scanningKeysFile = ConfigurationKey(
        "secret_scanning.keys_file", "file", standard: "none (no reports are taken)",
        "The public keys that GitHub's secret scanning signs with, as GitHub serves them; read anew when it changes.")
    static let scanningAction = ConfigurationKey(
        "secret_scanning.action", "deactivate or record", standard: "deactivate",
        "What is done about a secret that is reported as leaked.")
    static let failedAuthentications = ConfigurationKey(
        "limits.failed_authentications", "number", standard: "20",
        "How many wrong secrets one address may send for one client before it must wait; 0 for no limit.")
    static let requestsPerAddress = ConfigurationKey(
        "limits.requests_per_address", "number a second", standard: "0 (no limit)",
        "How many requests one address may send.")
    static let managementCalls = ConfigurationKey(
        "limits.management_calls", "number a second", standard: "500",
        "How many management calls one client may make; 0 for no limit.")
    static let revocationStreams = ConfigurationKey(
        "limits.revocation_streams", "number", standard: "1000",
        "How many API servers may follow the revocations as a stream at once.")
    static let clientQuota = ConfigurationKey(
        "limits.client_quota", "tokens/seconds", standard: "none",
        "How many tokens an organization's client without its own quota may get: 1000/3600, or 1000/3600:warn to only record it."
    )
    static let organizationQuota = ConfigurationKey(
        "limits.organization_quota", "tokens/seconds", standard: "none",
        "How many tokens all clients of an organization without its own quota may get together.")
    static let connections = ConfigurationKey(
        "limits.connections", "number", standard: "10000", "How many connections may be open at once.")
    static let requestTimeout = ConfigurationKey(
        "request_timeout", "seconds", standard: "10", "How long a client may take to send one request.")
    static let idleTimeout = ConfigurationKey(
        "idle_timeout", "seconds", standard: "60", "How long a connection may stay open without a request.")
    static let cachedClients = ConfigurationKey(
        "cache.clients", "number", standard: "2000000", "The most clients kept in memory; more are read from the store."
    )
    static let auditRetention = ConfigurationKey(
        "audit.retention", "duration with a unit", standard: "400d",
        "How long audit events are kept, as in 400d; 0 for ever.")
    static let auditTokenIssues = ConfigurationKey(
        "audit.token_issues", "true or false", standard: "false",
        "Whether every issued token is an audit event too, with its jti.")
    static let webhooksAllowPrivate = ConfigurationKey(
        "webhooks.allow_private_destinations", "true or false", standard: "false; dev: true",
        "Whether webhooks may be sent to addresses that are not on the public internet, and to those by plain HTTP.")
    static let webhooksCAFile = ConfigurationKey(
        "webhooks.ca_file", "file", standard: "none",
        "PEM file of certificate authorities that receivers of webhooks may have beside those that the system trusts.")
    static let webhooksRetryDelays = ConfigurationKey(
        "webhooks.retry_delays", "list of seconds", standard: "5,30,120,900,3600,14400,43200,86400",
        "How long to wait after each failed attempt to deliver a webhook; after one more it is given up.")
    static let webhooksDisableAfter = ConfigurationKey(
        "webhooks.disable_after", "seconds", standard: "432000",
        "For how long nothing may get through to a webhook before it is disabled.")
    static let webhooksSecretExpiryNotice = ConfigurationKey(
        "webhooks.secret_expiry_notice", "seconds", standard: "604800",
        "How long before a client secret expires the event secret.expiring is recorded and sent.")
    static let logLevel = ConfigurationKey(
        "log.level", "trace, debug, info, notice, warning or error", standard: "info", "The least level of log lines.")
    static let logFormat = ConfigurationKey(
        "log.format", "json or text", standard: "json; dev: text", "The form of log lines, which go to standard error.")

    static let telemetryEndpoint = ConfigurationKey(
        "telemetry.endpoint", "URL", standard: "none (nothing is sent)",
        commonVariable: "OTEL_EXPORTER_OTLP_ENDPOINT",
        "The OpenTelemetry collector that traces and metrics are sent to by OTLP over HTTP: http://127.0.0.1:4318.")
    static let telemetryHeaders = ConfigurationKey(
        "telemetry.headers", "list of name=value", standard: "none", isSecret: true,
        commonVariable: "OTEL_EXPORTER_OTLP_HEADERS", "Headers of what is sent to the collector, as an API key.")
    static let telemetryServiceName = ConfigurationKey(
        "telemetry.service_name", "text", standard: "mintmark", commonVariable: "OTEL_SERVICE_NAME",
        "service.name of traces and metrics.")
    static let telemetryResourceAttributes = ConfigurationKey(
        "telemetry.resource_attributes", "list of name=value", standard: "none",
        commonVariable: "OTEL_RESOURCE_ATTRIBUTES",
        "What else is said of this server with traces and metrics, as in deployment.environment.name=live.")
    static let telemetrySampler = ConfigurationKey(
        "telemetry.sampler", "name of a sampler", standard: "parentbased_always_on",
        commonVariable: "OTEL_TRACES_SAMPLER",
        "Which requests are traced: always_on, always_off or traceidratio, or one of these behind parentbased_, which "
            + "does as the caller does where its request says.")
    static let telemetrySampleRatio = ConfigurationKey(
        "telemetry.sample_ratio", "number from 0 to 1", standard: "1", commonVariable: "OTEL_TRACES_SAMPLER_ARG",
        "The part of the requests that the samplers named …traceidratio trace.")
    static let telemetryMetricInterval = ConfigurationKey(
        "telemetry.metric_interval", "milliseconds", standard: "60000",
        commonVariable: "OTEL_METRIC_EXPORT_INTERVAL", "How often metrics are sent; 0 for never.")
    static let telemetryDisabled = ConfigurationKey(
        "telemetry.disabled", "true or false", standard: "false", commonVariable: "OTEL_SDK_DISABLED",
        "Whether nothing is sent, whatever else is set.")

    /// All settings, in the order of the documentation.
    static let all = [
        issuer, host, port, dataDir, store, storeStaleness, masterKey, masterKeyFile, tlsCertificateFile, tlsKeyFile,
        trustedProxies,
        tokenLifetime, tokenMaximumLifetime, tokenType, tokenAudience, tokenStrictScopes, keysAlgorithm, keysMaxAge,
        keysAnnouncement, keysRotationInterval, signer, signerLibrary, secretPrefix, recentSecretUse, scanningKeysFile,
        scanningAction,
        failedAuthentications, requestsPerAddress, managementCalls,
        revocationStreams, clientQuota, organizationQuota, connections, requestTimeout, idleTimeout, cachedClients,
        auditRetention, auditTokenIssues, webhooksAllowPrivate, webhooksCAFile, webhooksRetryDelays,
        webhooksDisableAfter, webhooksSecretExpiryNotice, telemetryEndpoint, telemetryHeaders, telemetryServiceName,
        telemetryResourceAttributes, telemetrySampler, telemetrySampleRatio, telemetryMetricInterval,
        telemetryDisabled, logLevel, logFormat,
    ]
}
