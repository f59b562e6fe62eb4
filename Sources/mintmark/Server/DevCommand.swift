import ArgumentParser
import AuthorizationServer
import ManagementClient
import OAuthCore

/// `mintmark dev`: a whole environment on this machine with one command.
struct DevCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dev",
        abstract: "Start a server to develop with: makes store, keys and clients on the first start, reuses them later."
    )

    @OptionGroup var flags: ConfigurationFlags

    @Option(help: "Also write the credentials to this file (JSON, mode 0600); it serves as --profile.")
    var credentials: String?

    func run() async throws {
        let configuration = try await DevelopmentConfiguration.read(flags)
        try TLSFilesCheck.check(configuration.server.tls)
        let installation = try await Installation.open(configuration, .createIfMissing)
        let assembly = ServerAssembly(installation: installation, logger: ServerRun.logger(configuration))
        let known = try await DevelopmentCredentials(assembly: assembly).readOrMake()
        if let credentials { try PrivateFile(path: credentials).replace(known.json) }
        try await ServerRun(assembly: assembly).run { _ in
            StandardStream.output.writeIgnoringFaults(Welcome(credentials: known).text)
        }
    }
}
