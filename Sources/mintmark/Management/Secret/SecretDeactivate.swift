import ArgumentParser
import ManagementClient

/// `mintmark secret deactivate`.
struct SecretDeactivate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deactivate", abstract: "Stop accepting a secret, without deleting it.")

    @OptionGroup var target: SecretOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let document = try await connection.send(try target.request(setting: .inactive, connection))
        try output.show(document, SecretView.details)
    }
}
