import ArgumentParser
import ManagementClient

/// `mintmark client inspect`.
struct ClientInspect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Tell what a client can do, how its secrets are used, and how many of its tokens may be alive.",
        discussion: "Tokens are counted by clock hours: the numbers are never too low, and up to an hour's too high.")

    @Argument(help: ArgumentHelp("The client.", valueName: "client-id"))
    var client: PathSegment

    @OptionGroup var owner: ClientOwnerOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let document = try await connection.send(.inspection(ofClient: client, of: try owner.owner(connection)))
        try output.show(document) { try InspectionView.details($0, width: Terminal.width) }
    }
}
