import ArgumentParser
import ManagementClient

/// `mintmark webhook deliveries`.
struct WebhookDeliveries: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries", abstract: "List what was sent to a webhook and what came of it, the newest first.")

    @Argument(help: ArgumentHelp("The webhook.", valueName: "webhook-id"))
    var webhook: PathSegment

    @Option(help: ArgumentHelp("Only those that are pending, delivered or failed.", valueName: "status"))
    var status: String?

    @OptionGroup var page: PageOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let list = PagedList.deliveries(toWebhook: webhook, status: status?.uppercased())
        let document = try await page.fetch(list, connection)
        try output.show(document) { try WebhookView.deliveries($0, width: Terminal.width) }
        page.hintAtNext(document, output)
    }
}
