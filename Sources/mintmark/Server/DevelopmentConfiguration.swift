import AuthorizationServer
import Foundation
import ManagementClient
import OAuthCore

/// The configuration of `mintmark dev`, in which everything has a default.
enum DevelopmentConfiguration {
    /// - Throws: ``CommandFailure``.
    static func read(_ flags: ConfigurationFlags) async throws -> ServerConfiguration {
        let sources = await ConfigurationSources(
            flags: flags.variables, environment: ProcessInfo.processInfo.environment, file: flags.config)
        var configuration = try ServerConfiguration(sources, for: .development)
        guard configuration.server.port == 0 else { return configuration }
        // The issuer is part of every token, so the port has to be known before the server is put together.
        configuration.server.port = try FreePort.find(for: configuration.server)
        let standard = ServerConfiguration.developmentIssuer(configuration.server.host, 0)
        if configuration.environment.issuer == standard {
            let issuer = ServerConfiguration.developmentIssuer(configuration.server.host, configuration.server.port)
            if configuration.environment.defaultAudience == [standard] {
                configuration.environment.defaultAudience = [issuer]
            }
            configuration.environment.issuer = issuer
        }
        return configuration
    }
}
