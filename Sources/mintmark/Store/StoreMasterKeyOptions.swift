import ArgumentParser
import Foundation
import ManagementClient
import OAuthCore

/// The master key of a store that is named on the command line.
struct StoreMasterKeyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The file with the master key of the store, else master.key beside an SQLite file. Environment: "
                + "MINTMARK_MASTER_KEY.", valueName: "file"))
    var masterKeyFile: String?

    /// - Throws: ``CommandFailure``.
    func masterKey(of store: StoreLocation) throws(CommandFailure) -> MasterKey {
        let variable = ConfigurationKey.masterKey.variable
        if masterKeyFile == nil, let given = ProcessInfo.processInfo.environment[variable], !given.isEmpty {
            return try read(Secret(given), variable)
        }
        guard let file = masterKeyFile.map(PrivateFile.init) ?? store.masterKeyBeside else {
            throw .usage(
                "the master key of \(store.place) is missing",
                advice: "name its file with --master-key-file, or give \(variable)")
        }
        return try read(try file.read(), file.path)
    }

    private func read(_ text: Secret<String>, _ place: String) throws(CommandFailure) -> MasterKey {
        guard let key = MasterKey(text) else {
            throw .usage("\(place) holds no master key", advice: "name the file with --master-key-file")
        }
        return key
    }
}
