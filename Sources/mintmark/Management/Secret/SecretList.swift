import ArgumentParser
import JOSE
import ManagementClient

/// `mintmark secret list`.
struct SecretList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the secrets of a client, the oldest first.")

    @Argument(help: ArgumentHelp("The client.", valueName: "client-id"))
    var client: PathSegment

    @OptionGroup var owner: ClientOwnerOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    /// The API has no route for it: the secrets are part of the client.
    func run() async throws {
        let answer = try await connection.send(.client(client, of: try owner.owner(connection)))
        let document: JSONValue = ["secrets": answer["client"]?["secrets"] ?? .null]
        try output.show(document) { try SecretView.list($0, width: Terminal.width) }
    }
}
