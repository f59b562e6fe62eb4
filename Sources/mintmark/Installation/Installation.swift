import AuthorizationServer
import Logging
import ManagementClient
import OAuthCore
import PostgreSQLStore
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
    /// Keeps this node in step with the others; `nil` for a store of one node.
    let following: PostgreSQLFollowing?
    /// The time by which tokens, revocations and keys go: of nodes that share a database, the database's.
    let clock: any WallClock
    private let lock: DirectoryLock?

    /// Whether an installation may be made where there is none.
    enum Mode {
        case existing
        case createIfMissing
    }

    /// Opens the store and checks that the master key is the one it was made with.
    /// - Throws: ``CommandFailure`` that says what to do.
    static func open(_ configuration: ServerConfiguration, _ mode: Mode) async throws -> Installation {
        let directory = DataDirectory(path: configuration.dataDirectory)
        guard mode == .createIfMissing || directory.hasStore || configuration.store != nil else {
            throw CommandFailure(
                "there is no store in \(directory.path)",
                advice: "run mintmark init with the same settings first, or name the right directory with "
                    + ConfigurationKey.dataDir.flag, status: .usage)
        }
        try directory.create()
        // A database is made for several, and knows how to keep them apart.
        let lock = configuration.store == nil ? try directory.lock() : nil
        let source = MasterKeySource(configuration, directory)
        let isNewKey = source.isMissing
        try checkDatabase(configuration, source)
        let given = try source.masterKey(mode)
        let clients = ClientDirectory(
            environment: configuration.environment, capacity: configuration.cachedClients,
            freshness: configuration.store.map { _ in Freshness(bound: .seconds(configuration.storeStaleness)) }
                ?? .always)
        do {
            let revocations = RevocationList()
            let chain = AuditChain(masterKey: given)
            let store: any Store
            var following: PostgreSQLFollowing?
            if let address = configuration.store {
                let shared = try await PostgreSQLStore(
                    address, auditChain: chain, observer: clients, revocationObserver: revocations)
                following = PostgreSQLFollowing(store: shared, start: try await shared.lastChange())
                store = shared
            } else {
                store = try SQLiteStore(
                    path: directory.store, auditChain: chain, observer: clients, revocationObserver: revocations)
            }
            let place = configuration.store?.place ?? directory.path
            let binding = MasterKeyBinding(store: store, source: source, dataDirectory: place)
            return Installation(
                configuration: configuration, store: store, clients: clients, revocations: revocations,
                masterKey: try await binding.bound(to: given, mode), following: following,
                clock: following?.store.clock ?? SystemClock(), lock: lock)
        } catch {
            if isNewKey { removeKey(source, given, configuration) }
            throw (error as? StoreError).map { CommandFailure($0.reason) } ?? error
        }
    }

    /// A new key beside a database that is bound to another one would only hide what is missing.
    private static func checkDatabase(_ configuration: ServerConfiguration, _ source: MasterKeySource) throws {
        guard let address = configuration.store, source.isMissing else { return }
        do {
            guard try PostgreSQLTableStore.masterKeyFingerprint(address) != nil else { return }
        } catch let error as StoreError {
            throw CommandFailure(error.reason)
        }
        throw CommandFailure(
            "the database \(address.place) holds an installation already, and its master key is not in "
                + (source.path ?? "the data directory"),
            advice: "put a copy of the key there, or give it with \(ConfigurationKey.masterKeyFile.flag) or "
                + "\(ConfigurationKey.masterKey.variable); nothing was made", status: .usage)
    }

    /// Another node may have been faster to bind the database to its own key. Where nobody can tell, the key stays.
    private static func removeKey(
        _ source: MasterKeySource, _ key: MasterKey, _ configuration: ServerConfiguration
    ) {
        guard let address = configuration.store,
            let bound = try? PostgreSQLTableStore.masterKeyFingerprint(address), bound != key.fingerprint
        else { return }
        source.removeNew()
    }
}
