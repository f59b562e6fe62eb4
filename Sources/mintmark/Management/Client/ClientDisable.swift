import ArgumentParser
import ManagementClient

/// `mintmark client disable`.
struct ClientDisable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Give an API client no more tokens, and refuse those that it has at this server.")

    @Argument(help: ArgumentHelp("The client.", valueName: "client-id"))
    var client: PathSegment

    @Option(help: ArgumentHelp("Why, for the audit log.", valueName: "text"))
    var reason: String?

    @OptionGroup var owner: ClientOwnerOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let document = try await connection.send(
            .setStatus(.disabled, reason: reason, ofClient: client, of: try owner.owner(connection)))
        try output.show(document) { try ClientView.details($0, width: Terminal.width) }
    }
}
