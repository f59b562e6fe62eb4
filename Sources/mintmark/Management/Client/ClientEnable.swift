import ArgumentParser
import ManagementClient

/// `mintmark client enable`.
struct ClientEnable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Let a disabled API client get tokens again.")

    @Argument(help: ArgumentHelp("The client.", valueName: "client-id"))
    var client: PathSegment

    @Option(help: ArgumentHelp("Why, for the audit log.", valueName: "text"))
    var reason: String?

    @OptionGroup var owner: ClientOwnerOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let document = try await connection.send(
            .setStatus(.enabled, reason: reason, ofClient: client, of: try owner.owner(connection)))
        try output.show(document) { try ClientView.details($0, width: Terminal.width) }
    }
}
