import ManagementClient

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The directory of an installation: its store, and its master key unless that is kept elsewhere.
struct DataDirectory: Sendable {
    let path: String

    static let storeName = "mintmark.sqlite"

    var store: String { path + "/" + Self.storeName }
    var masterKey: PrivateFile { PrivateFile(path: path + "/master.key") }
    /// What `mintmark dev` made, so that its next start can show it again.
    var credentials: PrivateFile { PrivateFile(path: path + "/credentials.json") }

    /// Whether anything can be put there; no server runs where nothing can.
    var isWritable: Bool { access(path, W_OK) == 0 }

    var hasStore: Bool { access(store, F_OK) == 0 }

    /// Makes the directory, readable by its owner alone, unless it is there.
    /// - Throws: ``CommandFailure``.
    func create() throws(CommandFailure) {
        guard mkdir(path, 0o700) != 0, errno != EEXIST else { return }
        throw CommandFailure(
            "the data directory \(path) cannot be made: \(String(cString: strerror(errno)))",
            advice: "make the directory above it, or name another with \(ConfigurationKey.dataDir.flag)")
    }

    /// Keeps a second server from the same store: it would not hear of this one's changes.
    /// - Returns: a lock that holds as long as the process lives.
    /// - Throws: ``CommandFailure``.
    func lock() throws(CommandFailure) -> DirectoryLock {
        let file = path + "/mintmark.lock"
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandFailure(
                "\(file) cannot be made: \(String(cString: strerror(errno)))",
                advice: "the user that runs mintmark needs to be able to write in \(path)")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw CommandFailure(
                "another mintmark is using the data directory \(path)",
                advice: "stop it first, or use a running server through mintmark org, client, secret and key",
                status: .refused)
        }
        return DirectoryLock(descriptor: descriptor)
    }
}

/// Holds a data directory until the process ends.
struct DirectoryLock: Sendable {
    private let descriptor: Int32

    fileprivate init(descriptor: Int32) {
        self.descriptor = descriptor
    }
}
