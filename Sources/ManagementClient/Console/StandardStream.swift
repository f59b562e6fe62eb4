#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Standard output or standard error. What is written has left the process when the call returns, so that a full disk
/// is noticed.
package struct StandardStream: Sendable {
    private let descriptor: Int32
    private let name: String

    /// For results.
    package static let output = StandardStream(descriptor: STDOUT_FILENO, name: "standard output")
    /// For errors, questions and hints.
    package static let error = StandardStream(descriptor: STDERR_FILENO, name: "standard error")

    /// Writes `text`, without adding a line end.
    /// - Parameter readerMayLeave: whether it is no failure that the reader of a pipe has read enough, as `head` does.
    /// - Throws: ``CommandFailure`` when not all of it could be written.
    package func write(_ text: String, readerMayLeave: Bool = false) throws(CommandFailure) {
        guard let fault = writeAll(Array(text.utf8)), !(readerMayLeave && fault == EPIPE) else { return }
        throw CommandFailure("\(name) cannot be written: \(String(cString: strerror(fault)))")
    }

    /// Writes `text`; for what there is no way to report the loss of.
    package func writeIgnoringFaults(_ text: String) {
        _ = writeAll(Array(text.utf8))
    }

    /// The `errno` of the failure, or `nil`.
    private func writeAll(_ bytes: [UInt8]) -> Int32? {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            if written < 0 && errno == EINTR { continue }
            guard written >= 0 else { return errno }
            rest.removeFirst(written)
        }
        return nil
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
