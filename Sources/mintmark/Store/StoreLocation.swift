import ManagementClient
import OAuthCore
import PostgreSQLStore
import SQLiteStore
import StoredRows
import Stores

/// Where a store is: an SQLite file, or a PostgreSQL database.
enum StoreLocation: Sendable {
    case file(String)
    case database(ServerAddress)

    /// - Parameter text: a path, or a URL that begins with `postgres://`.
    /// - Throws: ``CommandFailure``, which does not repeat a URL, since that may hold a password.
    init(_ text: String, option: String) throws(CommandFailure) {
        guard ServerAddress.isURL(text) else {
            guard !text.contains("://") else {
                throw .usage("\(option) takes the path of an SQLite file or a URL that begins with postgres://")
            }
            self = .file(text)
            return
        }
        do {
            self = .database(try ServerAddress(Secret(text)))
        } catch {
            throw .usage("\(option) \(error.reason)")
        }
    }

    /// For messages; without password.
    var place: String {
        switch self {
        case .file(let path): path
        case .database(let address): address.place
        }
    }

    /// How far the tables are.
    func schemaStatus() throws -> SchemaStatus {
        switch self {
        case .file(let path): try SQLiteTableStore.schemaStatus(path)
        case .database(let address): try PostgreSQLTableStore.schemaStatus(address)
        }
    }

    /// Opens the store for reading it whole.
    func reading(_ nodes: PostgreSQLTableStore.Nodes) throws -> any TableStore {
        switch self {
        case .file(let path): try SQLiteTableStore(reading: path)
        case .database(let address): try PostgreSQLTableStore(reading: address, nodes)
        }
    }

    /// The directory in which a server would use this file, and keeps others from it with a lock; `nil` when none would.
    var serverDirectory: DataDirectory? {
        guard case .file(let path) = self else { return nil }
        let (directory, name) = Self.parts(of: path)
        return name == DataDirectory.storeName ? DataDirectory(path: directory) : nil
    }

    /// Where the master key is when it is beside the store.
    var masterKeyBeside: PrivateFile? {
        guard case .file(let path) = self else { return nil }
        return DataDirectory(path: Self.parts(of: path).directory).masterKey
    }

    private static func parts(of path: String) -> (directory: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        return (slash == path.startIndex ? "/" : String(path[..<slash]), String(path[path.index(after: slash)...]))
    }
}
