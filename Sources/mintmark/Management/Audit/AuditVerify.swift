import ArgumentParser
import Foundation
import JOSE
import ManagementClient
import OAuthCore
import SQLiteStore

/// `mintmark audit verify`.
struct AuditVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Read through the whole audit log and check that nothing in it was changed.",
        discussion: """
            Asks the server, or with --store reads a store that no server uses, or a backup. Exits with 0 when the log is \
            intact and with 1 when it is not. Note the mark that it prints elsewhere from time to time: given later with \
            --known, it also shows that the whole store was not put back to an older state.
            """)

    @Option(help: ArgumentHelp("Check the log in this SQLite file, which is only read.", valueName: "file"))
    var store: String?

    @Option(
        help: ArgumentHelp(
            "The file with the master key of that store, else master.key beside it. Environment: MINTMARK_MASTER_KEY.",
            valueName: "file"))
    var masterKeyFile: String?

    @Option(help: ArgumentHelp("A mark that an earlier check printed; the log must contain it.", valueName: "mark"))
    var known: AuditMark?

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func validate() throws {
        if masterKeyFile != nil && store == nil { throw ValidationError("--master-key-file goes with --store") }
    }

    func run() async throws {
        let document: JSONValue
        if let store {
            document = try read(store).json
        } else {
            document = try await connection.send(.auditVerification(known: known?.description))
        }
        try output.show(document, AuditView.verification)
        guard try AuditView.isIntact(document) else { throw ExitCode(ExitStatus.failure.rawValue) }
    }

    private func read(_ file: String) throws -> AuditVerification {
        try AuditLogFile(path: file).verification(masterKey: try masterKey(beside: file), known: known)
    }

    private func masterKey(beside store: String) throws -> MasterKey {
        let given = ProcessInfo.processInfo.environment[ConfigurationKey.masterKey.variable]
        let file = PrivateFile(
            path: masterKeyFile
                ?? URL(fileURLWithPath: store).deletingLastPathComponent().appending(path: "master.key").path())
        let text: Secret<String>
        if masterKeyFile == nil, let given { text = Secret(given) } else { text = try file.read() }
        guard let key = MasterKey(text) else {
            throw CommandFailure(
                "\(masterKeyFile == nil && given != nil ? ConfigurationKey.masterKey.variable : file.path) holds no master key",
                advice: "name the file with --master-key-file", status: .usage)
        }
        return key
    }
}
