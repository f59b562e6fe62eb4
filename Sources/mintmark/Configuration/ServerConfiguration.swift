import AuthorizationServer
import JOSE
import Logging
import OAuthCore
import Signers

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
    var masterKey: Secret<String>?
    var masterKeyFile: String?
    var keysAlgorithm: JWSAlgorithm
    /// The library that must make RSA signatures; `nil` for the fastest that works.
    var signer: SignerName?
    var signerLibrary: String?
    /// 0 for no limit.
    var failedAuthentications: Int64
    var cachedClients: Int
    var logLevel: Logger.Level
    var logFormat: LogFormat
}
