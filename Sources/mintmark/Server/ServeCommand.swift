import ArgumentParser
import AuthorizationServer
import Foundation
import ManagementClient
import OAuthCore

/// `mintmark serve`: the server in production.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Start the server. Run mintmark init once before.")

    @OptionGroup var flags: ConfigurationFlags

    func run() async throws {
        let configuration = try await ProductionConfiguration.read(flags)
        try TLSFilesCheck.check(configuration.server.tls)
        let installation = try await Installation.open(configuration, .existing)
        let assembly = ServerAssembly(installation: installation, logger: ServerRun.logger(configuration))
        let scheme = configuration.server.tls == nil ? "http" : "https"
        try await ServerRun(assembly: assembly).run { port in
            let host =
                configuration.server.host.contains(":") ? "[\(configuration.server.host)]" : configuration.server.host
            StandardStream.output.writeIgnoringFaults(
                "Mintmark is ready at \(scheme)://\(host):\(port) for \(configuration.environment.issuer)\n")
        }
    }
}

/// The configuration of everything but `mintmark dev`.
enum ProductionConfiguration {
    /// - Throws: ``CommandFailure`` that lists every problem.
    static func read(_ flags: ConfigurationFlags) async throws -> ServerConfiguration {
        let sources = await ConfigurationSources(
            flags: flags.variables, environment: ProcessInfo.processInfo.environment, file: flags.config)
        return try ServerConfiguration(sources, for: .production)
    }
}
