import ArgumentParser
import ManagementClient

/// `mintmark webhook create`.
struct WebhookCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Register a URL that events are sent to, and show its secret, this once.")

    @Argument(help: ArgumentHelp("Where to send events, by https.", valueName: "url"))
    var url: String

    @OptionGroup var given: WebhookFieldOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let fields = WebhookFields(url: url, eventTypes: given.eventTypes, description: given.description)
        let document = try await connection.send(.createWebhook(fields))
        try output.showSecret(
            document, replacement: "mintmark webhook rotate-secret WEBHOOK-ID", WebhookView.created)
    }
}
