import ArgumentParser
import ManagementClient

/// `mintmark client get`.
struct ClientGet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "get", abstract: "Show one API client.")

    @Argument(help: ArgumentHelp("The client.", valueName: "client-id"))
    var client: PathSegment

    @OptionGroup var owner: ClientOwnerOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let document = try await connection.send(.client(client, of: try owner.owner(connection)))
        try output.show(document) { try ClientView.details($0, width: Terminal.width) }
    }
}
