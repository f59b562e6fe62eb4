import ArgumentParser
import ManagementClient

/// `mintmark client disable`.
struct ClientDisable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Give an API client no more tokens, and refuse those that it has at this server.")

    @OptionGroup var target: ClientStatusOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let document = try await connection.send(try target.request(setting: .disabled, connection))
        try output.show(document) { try ClientView.details($0, width: Terminal.width) }
    }
}
