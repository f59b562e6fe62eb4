import Stores
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The database file as the operating system sees it.
///
/// An existing file is never opened here: closing it again would drop the locks that SQLite holds on it (POSIX locks
/// belong to the process).
final class StoreFile: Sendable {
    private struct Identity: Equatable {
        let device: UInt64
        let node: UInt64
    }

    let path: String
    private let opened = Mutex<Identity?>(nil)

    init(path: String) {
        self.path = path
    }

    /// Makes the file, readable by its owner alone, when there is none; SQLite gives the files beside it the same mode.
    /// - Throws: ``StoreError`` `unavailable` when the file cannot be made, read or written.
    func prepare() throws(StoreError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            close(descriptor)
        } else if errno != EEXIST {
            throw StoreError.uncreatable(path, Self.text(errno))
        }
        if let accessFault { throw StoreError.inaccessible(path, accessFault) }
    }

    /// What keeps this process from the file or its directory, in words; `nil` when nothing does.
    var accessFault: String? {
        var status = stat()
        guard stat(path, &status) == 0 else { return "\(path): \(Self.text(errno))" }
        guard status.st_mode & S_IFMT == S_IFREG else { return "\(path): not a regular file" }
        guard faccessat(AT_FDCWD, path, R_OK | W_OK, AT_EACCESS) == 0 else { return "\(path): \(Self.text(errno))" }
        guard faccessat(AT_FDCWD, directory, W_OK | X_OK, AT_EACCESS) == 0 else {
            return "\(directory): \(Self.text(errno))"
        }
        return nil
    }

    /// Remembers which file was opened.
    func noteIdentity() {
        opened.withLock { $0 = identity }
    }

    /// Whether ``path`` still is the file that was opened; what is written to a removed file is lost.
    var isInPlace: Bool {
        opened.withLock { $0 == identity }
    }

    private var identity: Identity? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Identity(device: UInt64(truncatingIfNeeded: status.st_dev), node: UInt64(status.st_ino))
    }

    private var directory: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func text(_ code: Int32) -> String {
        String(cString: strerror(code))
    }
}
