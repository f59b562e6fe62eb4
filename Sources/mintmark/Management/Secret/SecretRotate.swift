import ArgumentParser
import ManagementClient

/// `mintmark secret rotate`.
struct SecretRotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Make a new secret and let the others end after a while.",
        discussion: """
            The new secret is shown, this once, and is accepted at once. Every other secret that is accepted now goes on \
            for the overlap, unless it ends sooner anyway, and then ends by itself. Give the application the new secret \
            within that time; `mintmark secret list CLIENT-ID` shows whether an old one is still used.
            """)

    @Argument(help: ArgumentHelp("The client.", valueName: "client-id"))
    var client: PathSegment

    @Option(
        help: ArgumentHelp(
            "For how long the other secrets go on: 7d, 24h, 30m; 0 ends them at once.", valueName: "duration"))
    var overlap = SecretRotate.week

    @OptionGroup var owner: ClientOwnerOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    private static let week = TimeSpan(seconds: 604_800)

    func run() async throws {
        let document = try await connection.send(
            .rotateSecrets(ofClient: client, of: try owner.owner(connection), overlap: overlap.seconds))
        try output.showSecret(document, replacement: "mintmark secret create \(client.text)") {
            try SecretView.rotated($0, width: Terminal.width)
        }
    }
}
