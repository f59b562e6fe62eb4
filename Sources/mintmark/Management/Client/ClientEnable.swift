import ArgumentParser
import ManagementClient

/// `mintmark client enable`.
struct ClientEnable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Let a disabled API client get tokens again.")

    @OptionGroup var target: ClientStatusOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let document = try await connection.send(try target.request(setting: .enabled, connection))
        try output.show(document) { try ClientView.details($0, width: Terminal.width) }
    }
}
