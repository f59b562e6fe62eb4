import ArgumentParser
import ManagementClient

/// `mintmark client create`.
struct ClientCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Register an API client and show its secret, this once.")

    @Option(help: ArgumentHelp("What people call it.", valueName: "text"))
    var name: String

    @OptionGroup var owner: ClientOwnerOptions
    @OptionGroup var given: ClientFieldOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let request = ManagementRequest.createClient(given.fields(name: name), of: try owner.owner(connection))
        let document = try await connection.send(request)
        try output.showSecret(document, replacement: "mintmark secret create CLIENT-ID", ClientView.created)
    }
}
