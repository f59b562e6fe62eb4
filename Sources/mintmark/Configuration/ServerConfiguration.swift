import AuthorizationServer
import JOSE
import Logging
import Management
import OAuthCore
import PostgreSQLStore
import Signers
import Telemetry

/// Everything that an operator can set, checked.
struct ServerConfiguration: Sendable {
    /// What the program is started for: development works without any settings.
    enum Purpose: Sendable {
        case development
        case production
    }

    enum LogFormat: String, CaseIterable, Sendable {
        case json
        case text
    }

    var environment: EnvironmentSettings
    var server: ServerSettings
    var dataDirectory: String
    /// The PostgreSQL database; `nil` for SQLite in the data directory.
    var store: ServerAddress?
    /// For how many seconds memory is answered from while nothing is heard from the store.
    var storeStaleness: Int64
    var masterKey: Secret<String>?
    var masterKeyFile: String?
    var keysAlgorithm: JWSAlgorithm
    /// The library that must make RSA signatures; `nil` for the fastest that works.
    var signer: SignerName?
    var signerLibrary: String?
    /// 0 for no limit.
    var failedAuthentications: Int64
    /// The file of the keys that secret scanners sign their reports with; `nil` when none are taken.
    var scanningKeysFile: String?
    var scanningPolicy: SecretLeak.Policy
    var cachedClients: Int
    /// For how many seconds audit events are kept; 0 for ever.
    var auditRetention: Int64
    /// Whether every issued token is an audit event.
    var auditTokenIssues: Bool
    var webhooks: WebhookSettings
    /// Where traces and metrics are sent; `nil` for nowhere.
    var telemetry: TelemetrySettings?
    var logLevel: Logger.Level
    var logFormat: LogFormat
}
