#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Reads the small files of `/proc`, whose size is not known before they are read.
package enum ProcFile {
    /// More than the largest of them needs, on machines with hundreds of processors.
    private static let maximumBytes = 4 << 20

    /// The whole text of a file, or nil if it cannot be read.
    package static func read(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var text: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 8192)
        while text.count < maximumBytes {
            let count = readSome(descriptor, into: &chunk)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            guard count > 0 else { break }
            text.append(contentsOf: chunk[..<count])
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func readSome(_ descriptor: Int32, into chunk: inout [UInt8]) -> Int {
        #if canImport(Darwin)
            Darwin.read(descriptor, &chunk, chunk.count)
        #elseif canImport(Musl)
            Musl.read(descriptor, &chunk, chunk.count)
        #else
            Glibc.read(descriptor, &chunk, chunk.count)
        #endif
    }
}
