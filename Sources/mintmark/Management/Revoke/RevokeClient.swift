import ArgumentParser
import JOSE
import ManagementClient

/// `mintmark revoke client`.
struct RevokeClient: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "client", abstract: "End all tokens that a client has got.")

    @Argument(help: ArgumentHelp("The client.", valueName: "client-id"))
    var client: PathSegment

    @OptionGroup var time: IssuedBeforeOptions
    @OptionGroup var options: RevokeOptions

    func run() async throws {
        try await options.revoke(
            .init("client_id", .string(client.text)), "every token of the client \(client.text)",
            issuedBefore: time.issuedBefore)
    }
}
