import ArgumentParser
import ManagementClient

/// `mintmark key list`.
struct KeyList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the signing keys that are published.")

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let document = try await connection.send(.keys)
        try output.show(document) { try KeyView.list($0, width: Terminal.width) }
    }
}
