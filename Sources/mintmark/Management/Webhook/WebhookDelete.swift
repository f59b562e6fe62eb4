import ArgumentParser
import ManagementClient

/// `mintmark webhook delete`.
struct WebhookDelete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a webhook and the log of its deliveries.")

    @Argument(help: ArgumentHelp("The webhook.", valueName: "webhook-id"))
    var webhook: PathSegment

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let id = webhook.text
        try confirmation.require("delete the webhook \(id) and the log of its deliveries")
        let document = try await connection.send(.deleteWebhook(webhook))
        try output.show(document) { _ in "deleted the webhook \(id)\n" }
    }
}
