import AuthorizationServer
import Logging
import ManagementClient
import OAuthCore
import SQLiteStore
import Stores
import TokenService

/// An open store with its master key: what every command that works on the data itself begins with.
struct Installation: Sendable {
    let configuration: ServerConfiguration
    let store: any Store
    let clients: ClientDirectory
    let revocations: RevocationList
    let masterKey: MasterKey
    private let lock: DirectoryLock

    /// Whether an installation may be made where there is none.
    enum Mode {
        case existing
        case createIfMissing
    }

    /// Opens the store and checks that the master key is the one it was made with.
    /// - Throws: ``CommandFailure`` that says what to do.
    static func open(_ configuration: ServerConfiguration, _ mode: Mode) async throws -> Installation {
        let directory = DataDirectory(path: configuration.dataDirectory)
        guard mode == .createIfMissing || directory.hasStore else {
            throw CommandFailure(
                "there is no store in \(directory.path)",
                advice: "run mintmark init with the same settings first, or name the right directory with "
                    + ConfigurationKey.dataDir.flag, status: .usage)
        }
        try directory.create()
        let lock = try directory.lock()
        let source = MasterKeySource(configuration, directory)
        let given = try source.masterKey(mode)
        let clients = ClientDirectory(
            environment: configuration.environment, capacity: configuration.cachedClients)
        do {
            let revocations = RevocationList()
            let store = try SQLiteStore(
                path: directory.store, auditChain: AuditChain(masterKey: given), observer: clients,
                revocationObserver: revocations)
            let binding = MasterKeyBinding(store: store, source: source, dataDirectory: directory.path)
            return Installation(
                configuration: configuration, store: store, clients: clients, revocations: revocations,
                masterKey: try await binding.bound(to: given, mode), lock: lock)
        } catch let error as StoreError {
            throw CommandFailure(error.reason)
        }
    }
}
