import AuthorizationServer
import Foundation
import ManagementClient
import OAuthCore

/// The configuration of `mintmark dev`, in which everything has a default.
enum DevelopmentConfiguration {
    /// - Parameter isTLS: whether the server gets a certificate for localhost.
    /// - Throws: ``CommandFailure``.
    static func read(_ flags: ConfigurationFlags, isTLS: Bool) async throws -> ServerConfiguration {
        let sources = await ConfigurationSources(
            flags: flags.variables, environment: ProcessInfo.processInfo.environment, file: flags.config)
        var configuration = try ServerConfiguration(sources, for: .development)
        if isTLS, configuration.server.host == "127.0.0.1" {
            let standard = ServerConfiguration.developmentIssuer(configuration.server.host, configuration.server.port)
            replace(standard, with: secure(standard), in: &configuration)
        }
        guard configuration.server.port == 0 else { return configuration }
        // The issuer is part of every token, so the port has to be known before the server is put together.
        configuration.server.port = try FreePort.find(for: configuration.server)
        let standard = ServerConfiguration.developmentIssuer(configuration.server.host, 0)
        let issuer = ServerConfiguration.developmentIssuer(configuration.server.host, configuration.server.port)
        replace(standard, with: issuer, in: &configuration)
        replace(secure(standard), with: secure(issuer), in: &configuration)
        return configuration
    }

    /// The issuer that follows from host and port, unless the operator named one.
    private static func replace(
        _ standard: String, with issuer: String, in configuration: inout ServerConfiguration
    ) {
        guard configuration.environment.issuer == standard else { return }
        if configuration.environment.defaultAudience == [standard] {
            configuration.environment.defaultAudience = [issuer]
        }
        configuration.environment.issuer = issuer
    }

    private static func secure(_ issuer: String) -> String {
        "https://localhost:" + (issuer.split(separator: ":").last ?? "")
    }
}
