import ArgumentParser
import JOSE
import ManagementClient
import OAuthCore
import PostgreSQLStore
import StoredRows
import Stores

/// `mintmark store migrate`.
struct StoreMigrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Bring the tables of the store up to this program, or move the installation to another store.",
        discussion: """
            Without --to: adds what the tables lack, as the start of a server does too. With --to: copies the whole \
            installation into an empty store, as mintmark store copy does. The server must be stopped (with a database and \
            without --to, nodes may run).
            """)

    @Option(
        help: ArgumentHelp(
            "Move the installation into this empty store: postgres://… or a new file.", valueName: "store"))
    var to: String?

    @Flag(help: "Say what would be done, and change nothing.")
    var dryRun = false

    @OptionGroup var output: OutputOptions
    @OptionGroup var flags: ConfigurationFlags

    func run() async throws {
        let configuration = try await ProductionConfiguration.read(flags)
        let target = try to.map { try StoreLocation($0, option: "--to") }
        let source = configuration.storeLocation
        let directory = DataDirectory(path: configuration.dataDirectory)
        let lock = try dryRun ? nil : await bringUpToDate(configuration, source, isLast: target == nil)
        if dryRun, target == nil {
            let status = try source.schemaStatus()
            try show(source, from: status.generation, to: status)
        }
        guard let target else { return }
        var progress = StoreProgress()
        let transfer = StoreTransfer(
            source: source, target: target,
            masterKey: try MasterKeySource(configuration, directory).masterKey(.existing), nodes: .mustBeStopped,
            isDryRun: dryRun
        ) { progress.note($0) }
        let view = StoreTransferView(
            transfer: transfer, report: try transfer.run(),
            next: dryRun ? [] : StoreCopyCommand.next(after: source, target))
        withExtendedLifetime(lock) {}
        try output.show(view.json) { _ in try view.text() }
    }

    /// - Returns: the installation, which holds the lock of its data directory; its store is closed.
    private func bringUpToDate(
        _ configuration: ServerConfiguration, _ source: StoreLocation, isLast: Bool
    ) async throws -> Installation {
        let isThere = configuration.store != nil || DataDirectory(path: configuration.dataDirectory).hasStore
        let before = isThere ? try source.schemaStatus().generation : 0
        let installation = try await Installation.open(configuration, .existing)
        try await installation.store.close()
        let after = try source.schemaStatus()
        if isLast { try show(source, from: before, to: after) }
        return installation
    }

    private func show(_ store: StoreLocation, from before: Int64, to status: SchemaStatus) throws {
        let document: JSONValue = [
            "store": .string(store.place), "dry_run": .bool(dryRun), "schema_before": .integer(before),
            "schema": .integer(dryRun ? before : status.generation), "newest_schema": .integer(status.newest),
        ]
        try output.show(document) { _ in
            let newest = "schema \(status.newest), that of this program"
            if before == status.newest { return "\(store.place) has \(newest); there is nothing to do.\n" }
            return dryRun
                ? "\(store.place) has schema \(before) and would be brought to \(newest). Nothing was changed.\n"
                : "\(store.place) had schema \(before) and was brought to \(newest).\n"
        }
    }
}
