import ArgumentParser
import ManagementClient

/// `mintmark webhook rotate-secret`.
struct WebhookRotateSecret: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate-secret", abstract: "Make a new secret for a webhook and show it, this once.",
        discussion: "Messages are signed with both secrets until the overlap is over.")

    @Argument(help: ArgumentHelp("The webhook.", valueName: "webhook-id"))
    var webhook: PathSegment

    @Option(
        help: ArgumentHelp(
            "How long the present secret signs as well: 0s, 15m, 24h, 7d; 24h when left out.", valueName: "duration"))
    var overlap: Lifetime?

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let document = try await connection.send(.rotateSecret(ofWebhook: webhook, overlap: overlap?.seconds))
        try output.showSecret(
            document, replacement: "mintmark webhook rotate-secret \(webhook.text)", WebhookView.created)
    }
}
