import ArgumentParser
import ManagementClient

/// `mintmark secret delete`.
struct SecretDelete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a secret. The last one of a client cannot be deleted.")

    @OptionGroup var target: SecretOptions
    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let owner = try target.owner.owner(connection)
        let id = target.secret.text
        try confirmation.require("delete the secret \(id) of the client \(target.client.text)")
        let document = try await connection.send(.deleteSecret(target.secret, ofClient: target.client, of: owner))
        try output.show(document) { _ in "deleted the secret \(id)\n" }
    }
}
