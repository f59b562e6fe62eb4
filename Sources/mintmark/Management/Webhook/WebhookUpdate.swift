import ArgumentParser
import ManagementClient

/// `mintmark webhook update`.
struct WebhookUpdate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Change a webhook, or switch it off or on.",
        discussion: """
            Only the fields that are given are changed. --event replaces the whole choice, and --event "" takes it away. \
            Events that happen while a webhook is disabled are not sent later.
            """)

    @Argument(help: ArgumentHelp("The webhook.", valueName: "webhook-id"))
    var webhook: PathSegment

    @Option(help: ArgumentHelp("Where to send events, by https.", valueName: "url"))
    var url: String?

    @OptionGroup var given: WebhookFieldOptions

    @Flag(help: "Send nothing any more.")
    var disable = false

    @Flag(help: "Send events again.")
    var enable = false

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func validate() throws {
        if enable && disable { throw ValidationError("give --enable or --disable, not both") }
        if fields.isEmpty { throw ValidationError("nothing to change: give at least one field, such as --url") }
    }

    func run() async throws {
        try output.show(try await connection.send(.updateWebhook(webhook, fields)), WebhookView.details)
    }

    private var fields: WebhookFields {
        WebhookFields(
            url: url, eventTypes: given.eventTypes, description: given.description,
            status: enable ? "ACTIVE" : disable ? "DISABLED" : nil)
    }
}
