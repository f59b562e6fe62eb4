import ArgumentParser

/// `mintmark store`.
struct StoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store", abstract: "Back up a store, bring it up to date, or move it to another database.",
        subcommands: [StoreBackup.self, StoreMigrate.self, StoreCopyCommand.self])
}
