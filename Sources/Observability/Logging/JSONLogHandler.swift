package import Logging

/// Writes one JSON object a line, for log collectors.
///
/// The members are `time` (RFC 3339, UTC, milliseconds), `level`, `logger` (the label), `message`, and then the metadata
/// in the order of their names; metadata of one of those four names gets a trailing underscore. Nested metadata is
/// nested JSON, numbers and truth values stay what they are (an integer beyond 2^53 becomes a string). Everything goes
/// through ``Redaction``.
package struct JSONLogHandler: LogHandler {
    private static let reservedNames = ["time", "level", "logger", "message"]

    /// The least severe level that is logged.
    package var logLevel: Logger.Level

    /// What is added to every line of this handler.
    package var metadata: Logger.Metadata = [:]

    /// Gives metadata that belongs to the task at hand, such as a trace id.
    package var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let output: any LogOutput
    private let now: @Sendable () -> LogTimestamp

    /// Makes a handler.
    /// - Parameters:
    ///   - label: the name of the logger, shown as `logger`.
    ///   - level: the least severe level that is logged.
    ///   - output: where the lines go; the standard error stream unless given.
    ///   - metadataProvider: adds metadata to each line.
    ///   - now: the clock that stamps the lines.
    package init(
        label: String, level: Logger.Level = .info, output: any LogOutput = FileDescriptorLogOutput.standardError,
        metadataProvider: Logger.MetadataProvider? = nil, now: @escaping @Sendable () -> LogTimestamp = LogTimestamp.now
    ) {
        self.label = label
        self.logLevel = level
        self.output = output
        self.metadataProvider = metadataProvider
        self.now = now
    }

    /// One entry of ``metadata``; setting `nil` removes it.
    package subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes the event as one line.
    package func log(event: LogEvent) {
        let merged = LogMetadata.merged(metadata, provider: metadataProvider, event: event)
        var line: [UInt8] = []
        line.reserveCapacity(256)
        var writer = JSONLineWriter(line: line)
        writer.appendObject { writer in
            writer.appendName("time")
            writer.append(now())
            writer.appendName("level")
            writer.append(event.level.rawValue)
            writer.appendName("logger")
            writer.append(label)
            writer.appendName("message")
            writer.append(event.message.description)
            writer.appendMembers(LogMetadata(merged, reserved: Self.reservedNames))
        }
        writer.endLine()
        output.emit(writer.line)
    }
}
