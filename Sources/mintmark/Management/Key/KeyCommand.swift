import ArgumentParser

/// `mintmark key`.
struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "See, rotate and revoke the keys that sign tokens.",
        subcommands: [KeyList.self, KeyRotate.self, KeyRevoke.self])
}
