import ArgumentParser
import ManagementClient
import OAuthCore
import PostgreSQLStore
import StoredRows

/// `mintmark store backup`.
struct StoreBackup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the store into a new SQLite file, while the server runs.",
        discussion: """
            The file holds one moment of the whole store, whichever kind that is, and was read again and compared. It \
            needs the same master key, which is not in it: keep the two apart. mintmark store copy brings it into a \
            PostgreSQL database.
            """)

    @Option(help: ArgumentHelp("The new file, made readable by its owner alone.", valueName: "file"))
    var to: String

    @OptionGroup var output: OutputOptions
    @OptionGroup var flags: ConfigurationFlags

    func run() async throws {
        let configuration = try await ProductionConfiguration.read(flags)
        let directory = DataDirectory(path: configuration.dataDirectory)
        guard case .file = try StoreLocation(to, option: "--to") else {
            throw CommandFailure.usage(
                "--to takes the path of a new file", advice: "mintmark store copy writes into a database")
        }
        var progress = StoreProgress()
        let transfer = StoreTransfer(
            source: configuration.storeLocation, target: .file(to),
            masterKey: try MasterKeySource(configuration, directory).masterKey(.existing), nodes: .mayRun,
            isDryRun: false
        ) { progress.note($0) }
        let view = StoreTransferView(
            transfer: transfer, report: try transfer.run(),
            next: ["keep the master key too, at another place: without it nobody can use the backup"])
        try output.show(view.json) { _ in try view.text() }
    }
}

extension ServerConfiguration {
    /// The store that the server uses.
    var storeLocation: StoreLocation {
        store.map(StoreLocation.database) ?? .file(DataDirectory(path: dataDirectory).store)
    }
}
