import ArgumentParser
import JOSE
import ManagementClient

/// `mintmark revoke secret`.
struct RevokeSecret: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secret", abstract: "End all tokens that were got with one client secret.")

    @Argument(
        help: ArgumentHelp(
            "The secret: its id, not the secret itself. It may be deleted already.", valueName: "secret-id"))
    var secret: PathSegment

    @OptionGroup var time: IssuedBeforeOptions
    @OptionGroup var options: RevokeOptions

    func run() async throws {
        try await options.revoke(
            .init("secret_id", .string(secret.text)), "every token of the secret \(secret.text)",
            issuedBefore: time.issuedBefore)
    }
}
