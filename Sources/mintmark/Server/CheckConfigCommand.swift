import ArgumentParser
import AuthorizationServer
import ManagementClient

/// `mintmark check-config`: says whether the server would start with these settings, and does nothing else.
struct CheckConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-config", abstract: "Check the settings and list every problem.")

    @OptionGroup var flags: ConfigurationFlags

    @Flag(help: "Print all settings with their types and defaults, as a table in Markdown.")
    var keys = false

    func run() async throws {
        guard !keys else { return try StandardStream.output.write(ConfigurationReference.markdown + "\n") }
        let configuration = try await ProductionConfiguration.read(flags)
        try TLSFilesCheck.check(configuration.server.tls)
        if let path = configuration.scanningKeysFile { _ = try ScanningKeyFile.read(path) }
        try StandardStream.output.write("The configuration is right.\n")
    }
}
