import ArgumentParser
import ManagementClient

/// `mintmark key revoke`.
struct KeyRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Take a stolen key out of use at once.",
        discussion: """
            Every token that it signed ends, and it leaves the key set. When it was the key that signs, the announced one \
            takes its place at once, even before validators have learnt it; the answer says what breaks and until when. To \
            replace a key that nobody has stolen, use mintmark key rotate.
            """)

    @Argument(help: ArgumentHelp("The key.", valueName: "key-id"))
    var key: PathSegment

    @Option(help: "Why, for the audit log.")
    var reason: String?

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() async throws {
        try confirmation.require("revoke the signing key \(key.text) and end every token that it signed")
        let document = try await connection.send(.revokeKey(key, reason: reason))
        try output.show(document) { try RevocationView.keyRevoked($0, width: Terminal.width) }
    }
}
