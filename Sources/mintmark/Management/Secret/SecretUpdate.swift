import ArgumentParser
import ManagementClient

/// `mintmark secret update`.
struct SecretUpdate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Set when a secret ends.")

    @OptionGroup var target: SecretOptions
    @OptionGroup var expiry: SecretExpiryOptions

    @Flag(help: "Let it never end.")
    var neverExpires = false

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func validate() throws {
        guard (expiry.time == nil) == neverExpires else {
            throw ValidationError("give one of --expire-time, --expires-in and --never-expires")
        }
    }

    func run() async throws {
        let owner = try target.owner.owner(connection)
        let document = try await connection.send(
            .setExpireTime(expiry.time, ofSecret: target.secret, ofClient: target.client, of: owner))
        try output.show(document, SecretView.details)
    }
}
