import ArgumentParser
import ManagementClient

/// `mintmark client update`.
struct ClientUpdate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Change an API client.",
        discussion: """
            Only the fields that are given are changed. --scope, --audience, --claim and --allowed-address replace the \
            whole list. An empty text clears a field, as --scope "" does; --clear-claims takes all custom claims away.
            """)

    @Argument(help: ArgumentHelp("The client.", valueName: "client-id"))
    var client: PathSegment

    @Option(help: ArgumentHelp("What people call it.", valueName: "text"))
    var name: String?

    @OptionGroup var given: ClientFieldOptions

    @Flag(name: .customLong("clear-claims"), help: "Take all custom claims away.")
    var clearClaims = false

    @OptionGroup var owner: ClientOwnerOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func validate() throws {
        if clearClaims && !given.claims.isEmpty { throw ValidationError("give --claim or --clear-claims, not both") }
        if fields.isEmpty { throw ValidationError("nothing to change: give at least one field, such as --name") }
    }

    func run() async throws {
        let document = try await connection.send(.updateClient(client, fields, of: try owner.owner(connection)))
        try output.show(document) { try ClientView.details($0, width: Terminal.width) }
    }

    private var fields: ClientFields {
        var fields = given.fields(name: name)
        if clearClaims { fields.customClaims = [] }
        return fields
    }
}
