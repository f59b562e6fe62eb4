import ArgumentParser
import ManagementClient

/// `mintmark webhook list`.
struct WebhookList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List webhooks.")

    @OptionGroup var page: PageOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let document = try await page.fetch(.webhooks, connection)
        try output.show(document) { try WebhookView.list($0, width: Terminal.width) }
        page.hintAtNext(document, output)
    }
}
