import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Writes log lines to a file descriptor, each with a single `write(2)`, one line at a time.
///
/// Use one output per descriptor: two of them on the same descriptor do not know of each other. A descriptor that takes
/// only part of a line, or none at the moment, gets the rest as soon as it can. A process that logs to a pipe has to
/// ignore `SIGPIPE` itself.
package final class FileDescriptorLogOutput: LogOutput {
    /// The standard error stream of the process.
    package static let standardError = FileDescriptorLogOutput(descriptor: 2)

    /// The standard output stream of the process.
    package static let standardOutput = FileDescriptorLogOutput(descriptor: 1)

    private let descriptor: Mutex<Int32>

    /// Makes an output on an open descriptor.
    /// - Parameter descriptor: stays open as long as the output lives; the output does not close it.
    package init(descriptor: Int32) {
        self.descriptor = Mutex(descriptor)
    }

    /// Writes a line and returns once the descriptor has taken all of it, or refuses it.
    package func emit(_ line: [UInt8]) {
        descriptor.withLock { descriptor in
            line.withUnsafeBytes { Self.writeAll($0, to: descriptor) }
        }
    }

    private static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) {
        var offset = 0
        while offset < bytes.count, let start = bytes.baseAddress {
            let written = write(descriptor, start + offset, bytes.count - offset)
            if written > 0 {
                offset += written
                continue
            }
            guard written < 0 else { return }
            switch errno {
            case EINTR:
                continue
            case EAGAIN, EWOULDBLOCK:
                var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&state, 1, -1)
            default:
                return
            }
        }
    }
}
