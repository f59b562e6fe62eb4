import ArgumentParser
import ManagementClient

/// `mintmark secret activate`.
struct SecretActivate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "activate", abstract: "Accept a secret again.")

    @OptionGroup var target: SecretOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let document = try await connection.send(try target.request(setting: .active, connection))
        try output.show(document, SecretView.details)
    }
}
