import ManagementClient
import OAuthCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that only its owner may read (mode 0600).
struct PrivateFile {
    let path: String

    var exists: Bool { access(path, F_OK) == 0 }

    /// Makes the file with this content; it has reached the disk on return.
    /// - Throws: ``CommandFailure``, also when the file exists: nothing is ever overwritten.
    func create(_ content: Secret<String>) throws(CommandFailure) {
        // The whole file appears at once: a process that is killed here must not leave half a key.
        let draft = "\(path).\(getpid()).new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("made") }
        defer {
            close(descriptor)
            unlink(draft)
        }
        let bytes = Array(content.reveal().utf8)
        guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            throw failure("written")
        }
        guard link(draft, path) == 0 else { throw failure("made") }
    }

    /// Gives the file another name, unless that is taken; the name has reached the disk on return.
    /// - Throws: ``CommandFailure``.
    func appear(at other: String) throws(CommandFailure) {
        guard link(path, other) == 0 else { throw PrivateFile(path: other).failure("made") }
        unlink(path)
        let directory = other.lastIndex(of: "/").map { String(other[...$0]) } ?? "."
        let descriptor = open(directory, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw PrivateFile(path: directory).failure("read") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw PrivateFile(path: directory).failure("written") }
    }

    /// Puts this file in the place of another one, whole or not at all.
    /// - Throws: ``CommandFailure``, also when what is there is no file: a device, whose name stands for more than its
    ///   content, is not to be replaced.
    func move(over other: String) throws(CommandFailure) {
        var status = stat()
        if lstat(other, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            remove()
            throw CommandFailure(
                "\(other) is not a regular file, and is not replaced", advice: "name a file of its own", status: .usage)
        }
        guard rename(path, other) == 0 else { throw PrivateFile(path: other).failure("replaced") }
    }

    /// Puts this content in the place of what the file held, whole or not at all.
    /// - Throws: ``CommandFailure``.
    func replace(_ content: Secret<String>) throws(CommandFailure) {
        let next = PrivateFile(path: path + ".new")
        unlink(next.path)
        try next.create(content)
        try next.move(over: path)
    }

    /// Takes the file away, if it is there.
    func remove() {
        unlink(path)
    }

    /// - Throws: ``CommandFailure``, also when other users can read the file.
    func read() throws(CommandFailure) -> Secret<String> {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("read") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("read") }
        guard status.st_mode & 0o077 == 0 else {
            throw CommandFailure(
                "other users of this machine can read \(path)", advice: "run: chmod 600 \(path)", status: .usage)
        }
        var bytes = [UInt8](repeating: 0, count: 64 * 1024)
        let count = systemRead(descriptor, &bytes)
        guard count >= 0 else { throw failure("read") }
        return Secret(String(decoding: bytes[..<count], as: UTF8.self))
    }

    private func failure(_ what: String) -> CommandFailure {
        CommandFailure("\(path) cannot be \(what): \(String(cString: strerror(errno)))")
    }
}

private func systemRead(_ descriptor: Int32, _ buffer: inout [UInt8]) -> Int {
    read(descriptor, &buffer, buffer.count)
}
