import ArgumentParser
import ManagementClient

/// `mintmark client delete`.
struct ClientDelete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete an API client and all its secrets.")

    @Argument(help: ArgumentHelp("The client.", valueName: "client-id"))
    var client: PathSegment

    @OptionGroup var owner: ClientOwnerOptions
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let owner = try owner.owner(connection)
        try confirmation.require("delete the client \(client.text) and all its secrets")
        let document = try await connection.send(.deleteClient(client, of: owner))
        try output.show(document) { _ in "deleted the client \(client.text)\n" }
    }
}
