import ArgumentParser

/// `mintmark master-key`.
struct MasterKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "master-key", abstract: "Replace the key that encrypts what is stored.",
        subcommands: [MasterKeyRotate.self])
}
