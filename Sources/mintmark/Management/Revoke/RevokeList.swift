import ArgumentParser
import ManagementClient

/// `mintmark revoke list`.
struct RevokeList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the revocations that can still end a token.")

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let document = try await connection.send(.revocations)
        try output.show(document) { try RevocationView.list($0, width: Terminal.width) }
    }
}
