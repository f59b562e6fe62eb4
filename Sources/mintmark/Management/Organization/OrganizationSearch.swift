import ArgumentParser
import ManagementClient

/// `mintmark org search`.
struct OrganizationSearch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "search", abstract: "Find organizations by a text.")

    @Argument(help: "What to look for in names and ids.")
    var query: String

    @OptionGroup var page: PageOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let document = try await page.fetch(.organizations(matching: query), connection)
        try output.show(document) { try OrganizationView.list($0, width: Terminal.width) }
        page.hintAtNext(document, output)
    }
}
