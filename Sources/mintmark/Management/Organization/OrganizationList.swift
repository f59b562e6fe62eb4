import ArgumentParser
import ManagementClient

/// `mintmark org list`.
struct OrganizationList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List organizations.")

    @OptionGroup var page: PageOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let document = try await page.fetch(.organizations, connection)
        try output.show(document) { try OrganizationView.list($0, width: Terminal.width) }
        page.hintAtNext(document, output)
    }
}
