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

    @Flag(help: "Serve https://localhost, with a certificate of a private authority that it makes.")
    var tls = false

    func run() async throws {
        var configuration = try await DevelopmentConfiguration.read(flags, isTLS: tls)
        try TLSFilesCheck.check(configuration.server.tls)
        let directory = DataDirectory(path: configuration.dataDirectory)
        let development = DevelopmentCertificate(directory: directory, host: configuration.server.host)
        if configuration.server.tls == nil {
            try directory.create()
            let files = try development.readOrMake()
            if tls { configuration.server.tls = files } else { configuration.server.offeredTLS = files }
        }
        let isPrivate = tls && configuration.server.tls?.certificate.hasPrefix(directory.path + "/") == true
        let authority = isPrivate || !tls ? development.authority : nil
        let isTLS = configuration.server.tls != nil
        let installation = try await Installation.open(configuration, .createIfMissing)
        let assembly = ServerAssembly(installation: installation, logger: ServerRun.logger(configuration))
        let known = try await DevelopmentCredentials(assembly: assembly).readOrMake()
        if let credentials { try PrivateFile(path: credentials).replace(known.json) }
        try await ServerRun(assembly: assembly).run { _ in
            StandardStream.output.writeIgnoringFaults(
                Welcome(credentials: known, authority: authority, isTLS: isTLS).text)
        }
    }
}
