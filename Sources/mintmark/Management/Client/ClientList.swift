import ArgumentParser
import ManagementClient

/// `mintmark client list`.
struct ClientList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List API clients.")

    @OptionGroup var owner: ClientOwnerOptions
    @OptionGroup var page: PageOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let document = try await page.fetch(.clients(of: try owner.owner(connection)), connection)
        try output.show(document) { try ClientView.list($0, width: Terminal.width) }
        page.hintAtNext(document, output)
    }
}
