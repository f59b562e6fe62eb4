import Logging
import Synchronization

/// Keeps the line of each request, without what differs from run to run.
final class RequestLog: Sendable {
    private let kept = Mutex<[String]>([])

    var logger: Logger {
        var logger = Logger(label: "requests") { _ in Handler(log: self) }
        logger.logLevel = .debug
        return logger
    }

    /// Gives the lines away, in an order that does not depend on the run.
    func take() -> [String] {
        kept.withLock { lines in
            defer { lines = [] }
            return lines.sorted()
        }
    }

    private struct Handler: LogHandler {
        let log: RequestLog
        var metadata = Logger.Metadata()
        var logLevel = Logger.Level.debug

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let values = (event.metadata ?? [:]).filter { $0.key != "request_id" && $0.key != "milliseconds" }
            let line = values.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ")
            log.kept.withLock { $0.append("\(event.message) \(line)") }
        }
    }
}
