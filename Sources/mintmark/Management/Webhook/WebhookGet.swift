import ArgumentParser
import ManagementClient

/// `mintmark webhook get`.
struct WebhookGet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "get", abstract: "Show one webhook.")

    @Argument(help: ArgumentHelp("The webhook.", valueName: "webhook-id"))
    var webhook: PathSegment

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        try output.show(try await connection.send(.webhook(webhook)), WebhookView.details)
    }
}
