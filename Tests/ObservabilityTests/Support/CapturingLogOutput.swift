import Observability
import Synchronization

/// Keeps the lines it is given.
final class CapturingLogOutput: LogOutput {
    private let captured = Mutex<[[UInt8]]>([])

    var lines: [[UInt8]] {
        captured.withLock { $0 }
    }

    /// The lines as text, without their newlines.
    var texts: [String] {
        lines.map { String(decoding: $0.dropLast(), as: UTF8.self) }
    }

    func emit(_ line: [UInt8]) {
        captured.withLock { $0.append(line) }
    }
}
