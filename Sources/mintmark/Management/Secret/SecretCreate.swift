import ArgumentParser
import ManagementClient

/// `mintmark secret create`.
struct SecretCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make another secret for a client and show it, this once.")

    @Argument(help: ArgumentHelp("The client.", valueName: "client-id"))
    var client: PathSegment

    @OptionGroup var expiry: SecretExpiryOptions
    @OptionGroup var owner: ClientOwnerOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let document = try await connection.send(
            .createSecret(ofClient: client, of: try owner.owner(connection), expireTime: expiry.time))
        try output.showSecret(document, replacement: "mintmark secret create \(client.text)", SecretView.created)
    }
}
