import ArgumentParser
import JOSE
import ManagementClient
import OAuthCore
import PostgreSQLStore
import SQLiteStore

/// `mintmark audit verify`.
struct AuditVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Read through the whole audit log and check that nothing in it was changed.",
        discussion: """
            Asks the server, or with --store reads a store, be it in use, or a backup. Exits with 0 when the log is \
            intact and with 1 when it is not. Note the mark that it prints elsewhere from time to time: given later with \
            --known, it also shows that the whole store was not put back to an older state.
            """)

    @Option(
        help: ArgumentHelp(
            "Check the log in this store, which is only read: an SQLite file, or postgres://… with the password in PGPASSWORD "
                + "or ~/.pgpass.", valueName: "store"))
    var store: String?

    @OptionGroup var keyOptions: StoreMasterKeyOptions

    @Option(help: ArgumentHelp("A mark that an earlier check printed; the log must contain it.", valueName: "mark"))
    var known: AuditMark?

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func validate() throws {
        if keyOptions.masterKeyFile != nil && store == nil {
            throw ValidationError("--master-key-file goes with --store")
        }
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

    private func read(_ store: String) throws -> AuditVerification {
        let location = try StoreLocation(store, option: "--store")
        let masterKey = try keyOptions.masterKey(of: location)
        return switch location {
        case .file(let path): try AuditLogFile(path: path).verification(masterKey: masterKey, known: known)
        case .database(let address): try PostgreSQLAuditLog(address).verification(masterKey: masterKey, known: known)
        }
    }
}
