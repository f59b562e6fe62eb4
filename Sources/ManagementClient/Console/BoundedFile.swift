#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads small files, and pipes as a shell's `<(…)` makes them.
package enum BoundedFile {
    /// Why a file could not be read.
    package struct Fault: Error, Equatable {
        package let reason: String
        /// Whether there is no such file.
        let isAbsent: Bool
    }

    /// The bytes of the file at `path`.
    /// - Parameter limit: the most bytes that are accepted.
    package static func read(_ path: String, limit: Int = 1 << 20) throws(Fault) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw fault() }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while bytes.count <= limit {
            let count = systemRead(descriptor, &chunk)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw fault() }
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
        }
        throw Fault(reason: "it has more than \(limit) bytes", isAbsent: false)
    }

    private static func fault() -> Fault {
        Fault(reason: String(cString: strerror(errno)), isAbsent: errno == ENOENT || errno == ENOTDIR)
    }
}

private func systemRead(_ descriptor: Int32, _ chunk: inout [UInt8]) -> Int {
    let size = chunk.count
    return chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, size) }
}
