import ArgumentParser
import JOSE
import ManagementClient

/// `mintmark secret list`.
struct SecretList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the secrets of a client, or of all clients.",
        discussion: """
            With a client: all its secrets, the oldest first. Without: the secrets of all clients that are accepted now, \
            those unused for longest first, or with --expiring those that end first.
            """)

    @Argument(help: ArgumentHelp("The client; all clients without it.", valueName: "client-id"))
    var client: PathSegment?

    @Option(help: ArgumentHelp("Across clients: only secrets unused for this long: 90d.", valueName: "duration"))
    var stale: TimeSpan?

    @Option(help: ArgumentHelp("Across clients: only secrets that end within this time: 30d.", valueName: "duration"))
    var expiring: TimeSpan?

    @OptionGroup var owner: ClientOwnerOptions
    @OptionGroup var page: PageOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func validate() throws {
        if client != nil && (stale != nil || expiring != nil) {
            throw ValidationError("--stale and --expiring go across all clients: leave out the client")
        }
        if client == nil && (owner.organization != nil || owner.environment) {
            throw ValidationError("--org and --environment say whose client it is: name the client")
        }
    }

    func run() async throws {
        guard let client else { return try await listAcrossClients() }
        // The API has no route for it: the secrets are part of the client.
        let answer = try await connection.send(.client(client, of: try owner.owner(connection)))
        let document: JSONValue = ["secrets": answer["client"]?["secrets"] ?? .null]
        try output.show(document) { try SecretView.list($0, width: Terminal.width) }
    }

    private func listAcrossClients() async throws {
        let list = PagedList.secrets(unusedFor: stale?.seconds, expiringWithin: expiring?.seconds)
        let document = try await page.fetch(list, connection)
        try output.show(document) { try SecretView.listAcrossClients($0, width: Terminal.width) }
        page.hintAtNext(document, output)
    }
}
