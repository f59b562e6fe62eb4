import ArgumentParser
import ManagementClient

/// `mintmark webhook test`.
struct WebhookTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Send a webhook.test message now and show what came back.",
        discussion: "Exits with 1 when the message was not delivered.")

    @Argument(help: ArgumentHelp("The webhook.", valueName: "webhook-id"))
    var webhook: PathSegment

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let document = try await connection.send(.testWebhook(webhook))
        try output.show(document, WebhookView.test)
        guard WebhookView.isDelivered(document) else { throw ExitCode(ExitStatus.failure.rawValue) }
    }
}
