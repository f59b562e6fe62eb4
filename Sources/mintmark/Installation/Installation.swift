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
        let masterKey = try MasterKeySource(configuration, directory).masterKey(mode)
        let clients = ClientDirectory(
            environment: configuration.environment, capacity: configuration.cachedClients)
        do {
            let store = try SQLiteStore(
                path: directory.store, auditChain: AuditChain(masterKey: masterKey), observer: clients)
            let installation = Installation(
                configuration: configuration, store: store, clients: clients, masterKey: masterKey, lock: lock)
            try await installation.checkMasterKey(mode)
            return installation
        } catch let error as StoreError {
            throw CommandFailure(error.reason)
        }
    }

    private func checkMasterKey(_ mode: Mode) async throws {
        guard let fingerprint = try await store.masterKeyFingerprint() else {
            guard mode == .createIfMissing else {
                throw CommandFailure(
                    "the store in \(configuration.dataDirectory) was never finished", advice: "run mintmark init again")
            }
            return try await store.bind(masterKeyFingerprint: masterKey.fingerprint)
        }
        guard fingerprint == masterKey.fingerprint else {
            throw CommandFailure(
                "the master key is not the one that the store in \(configuration.dataDirectory) was made with",
                advice: "give the right one with \(ConfigurationKey.masterKeyFile.flag) or "
                    + "\(ConfigurationKey.masterKey.variable); nothing was changed", status: .usage)
        }
    }
}
