import ArgumentParser
import ManagementClient
import OAuthCore
import PostgreSQLStore
import StoredRows

/// `mintmark store copy`.
struct StoreCopyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy", abstract: "Copy everything from one store to an empty one.",
        discussion: """
            A store is an SQLite file or a PostgreSQL database; either may be copied to either. No server may use the source. \
            Everything is copied in one transaction, read again and compared before it is kept: interrupt it at any \
            point and start again. A URL on the command line shows in process lists, so leave the password out and \
            give it as PGPASSWORD or in ~/.pgpass.
            """)

    @Option(help: ArgumentHelp("The store to read: a file, or postgres://…", valueName: "store"))
    var from: String

    @Option(help: ArgumentHelp("The empty store to write: a new file, or postgres://…", valueName: "store"))
    var to: String

    @Flag(help: "Read and check everything, and write nothing.")
    var dryRun = false

    @OptionGroup var keyOptions: StoreMasterKeyOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let source = try StoreLocation(from, option: "--from")
        let target = try StoreLocation(to, option: "--to")
        let masterKey = try keyOptions.masterKey(of: source)
        // Held until the program ends.
        let lock = try source.serverDirectory.flatMap { try $0.isWritable ? $0.lock() : nil }
        var progress = StoreProgress()
        let transfer = StoreTransfer(
            source: source, target: target, masterKey: masterKey, nodes: .mustBeStopped, isDryRun: dryRun
        ) { progress.note($0) }
        let view = StoreTransferView(
            transfer: transfer, report: try transfer.run(), next: dryRun ? [] : Self.next(after: source, target))
        withExtendedLifetime(lock) {}
        try output.show(view.json) { _ in try view.text() }
    }

    /// What is left to do for the installation to run on the copy.
    static func next(after source: StoreLocation, _ target: StoreLocation) -> [String] {
        let place =
            switch target {
            case .database:
                "set MINTMARK_STORE to the URL of the database (with its password) on every node, and give each the same "
                    + "master key"
            case .file(let path):
                "put \(path) as \(DataDirectory.storeName) and the same master key as master.key into the data directory, "
                    + "without MINTMARK_STORE"
            }
        return [
            place, "start it with mintmark serve, and check it with mintmark doctor and mintmark audit verify",
            "never start a server on \(source.place) again: keep it as a backup until the new store has one",
        ]
    }
}
