import ArgumentParser
import JOSE
import ManagementClient

/// `mintmark revoke key`.
struct RevokeKey: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "End all tokens that one key signed; the key stays in use.")

    @Argument(help: ArgumentHelp("The signing key. For a stolen key, use mintmark key revoke.", valueName: "key-id"))
    var key: PathSegment

    @OptionGroup var time: IssuedBeforeOptions
    @OptionGroup var options: RevokeOptions

    func run() async throws {
        try await options.revoke(
            .init("key_id", .string(key.text)), "every token of the key \(key.text)", issuedBefore: time.issuedBefore)
    }
}
