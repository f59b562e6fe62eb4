import ArgumentParser
import JOSE
import ManagementClient

/// `mintmark secret delete`.
struct SecretDelete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a secret. The last one of a client cannot be deleted.",
        discussion: """
            A secret that is accepted and was used a moment ago (an hour, unless the server is set otherwise) is not \
            deleted without --force: the application that uses it would get no more tokens. Better rotate it, or \
            deactivate it first, which can be undone.
            """)

    @OptionGroup var target: SecretOptions

    @Flag(help: "Delete it even though it was used a moment ago.")
    var force = false

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        let owner = try target.owner.owner(connection)
        let id = target.secret.text
        let warning = force ? ", even if an application uses it now" : ""
        try confirmation.require("delete the secret \(id) of the client \(target.client.text)\(warning)")
        let request = ManagementRequest.deleteSecret(
            target.secret, ofClient: target.client, of: owner, isForced: force)
        let document = try await connection.withSession { session in
            do {
                return try await session.send(request)
            } catch let error as ManagementError where error.isFailedPrecondition {
                throw CommandFailure(
                    error.message,
                    advice: "`mintmark secret rotate \(target.client.text)` replaces it without a break; "
                        + "`mintmark secret deactivate` can be undone; --force deletes it now",
                    status: .refused)
            }
        }
        try output.show(document) { _ in "deleted the secret \(id)\n" }
    }
}
