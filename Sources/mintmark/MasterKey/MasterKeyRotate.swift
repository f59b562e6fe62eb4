import ArgumentParser
import ManagementClient
import OAuthCore
import Stores

/// `mintmark master-key rotate`.
struct MasterKeyRotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Make a new master key and encrypt everything anew under it.",
        discussion: """
            Stop the server first. The new key hashes client secrets as the old one does, so every secret stays valid. \
            It can be interrupted at any point: the next start, or this command again, goes on where it stopped. Keep \
            the old key for as long as you keep backups that were made before.
            """)

    @Option(
        help: ArgumentHelp(
            "Where to write the new key when the old one is given as \(ConfigurationKey.masterKey.variable).",
            valueName: "file"))
    var output: String?

    @OptionGroup var flags: ConfigurationFlags

    func run() async throws {
        let configuration = try await ProductionConfiguration.read(flags)
        let directory = DataDirectory(path: configuration.dataDirectory)
        let source = MasterKeySource(configuration, directory)
        let target = try target(source)
        let installation = try await Installation.open(configuration, .existing)
        let replacement = MasterKeyReplacement(store: installation.store, old: installation.masterKey, file: target)
        let count = try await replacement.run()
        try await installation.store.close()
        if source.path != nil { try source.finishReplacement() }
        StandardStream.output.writeIgnoringFaults(done(count, source.path ?? target.path, source.path != nil))
    }

    /// - Throws: ``CommandFailure`` on wrong use.
    private func target(_ source: MasterKeySource) throws(CommandFailure) -> PrivateFile {
        switch (source.path, output) {
        case (let path?, nil): return MasterKeySource.next(path)
        case (nil, let output?): return PrivateFile(path: output)
        case (_?, _?):
            throw .usage("--output is only for a master key that is given without a file", advice: "leave it out")
        case (nil, nil):
            throw .usage(
                "the master key is given as \(ConfigurationKey.masterKey.variable), so the new one needs a place",
                advice: "name a file with --output")
        }
    }

    private func done(_ count: Int, _ path: String, _ isInPlace: Bool) -> String {
        let next =
            isInPlace
            ? "The new master key is in \(path). Copy it to where you keep its copy, and start the server."
            : "The new master key is in \(path). Set \(ConfigurationKey.masterKey.variable) to it, remove the file, and "
                + "start the server."
        return "encrypted \(count) values anew\n\(next)\nBackups made before need the old key.\n"
    }
}
