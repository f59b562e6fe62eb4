package import Logging

/// Writes short lines for a person at a terminal: `HH:MM:SS level message key=value`.
///
/// The metadata stands in the order of its names, without the label of the logger; a value with spaces or quotes is
/// quoted, nested metadata is JSON. Control characters are escaped, so that what a caller sent cannot steer the
/// terminal. Everything goes through ``Redaction``.
package struct PlainLogHandler: LogHandler {
    /// The least severe level that is logged.
    package var logLevel: Logger.Level

    /// What is added to every line of this handler.
    package var metadata: Logger.Metadata = [:]

    /// Gives metadata that belongs to the task at hand, such as a trace id.
    package var metadataProvider: Logger.MetadataProvider?

    private let output: any LogOutput
    private let offset: Int64
    private let now: @Sendable () -> LogTimestamp

    /// Makes a handler.
    /// - Parameters:
    ///   - level: the least severe level that is logged.
    ///   - output: where the lines go; the standard error stream unless given.
    ///   - metadataProvider: adds metadata to each line.
    ///   - offset: how many seconds the times shown are ahead of UTC; those of the machine's time zone unless given.
    ///   - now: the clock that stamps the lines.
    package init(
        level: Logger.Level = .info, output: any LogOutput = FileDescriptorLogOutput.standardError,
        metadataProvider: Logger.MetadataProvider? = nil, offset: Int64 = LogTimestamp.localOffset(),
        now: @escaping @Sendable () -> LogTimestamp = LogTimestamp.now
    ) {
        self.logLevel = level
        self.output = output
        self.metadataProvider = metadataProvider
        self.offset = offset
        self.now = now
    }

    /// One entry of ``metadata``; setting `nil` removes it.
    package subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes the event as one line.
    package func log(event: LogEvent) {
        var line: [UInt8] = []
        line.reserveCapacity(160)
        now().appendClock(offset: offset, to: &line)
        line.append(UInt8(ascii: " "))
        line.append(contentsOf: event.level.rawValue.utf8)
        line.append(UInt8(ascii: " "))
        EscapedText.append(Redaction.redact(event.message.description), isQuoted: false, to: &line)
        let merged = LogMetadata.merged(metadata, provider: metadataProvider, event: event)
        for (name, value) in LogMetadata(merged).members {
            line.append(UInt8(ascii: " "))
            EscapedText.append(name, isQuoted: false, to: &line)
            line.append(UInt8(ascii: "="))
            Self.append(value, to: &line)
        }
        line.append(UInt8(ascii: "\n"))
        output.emit(line)
    }

    /// Appends text bare where that is unambiguous, anything else as JSON.
    private static func append(_ value: Logger.MetadataValue, to line: inout [UInt8]) {
        let text: String? =
            switch value {
            case .string(let text): text
            case .stringConvertible(let value): value.description
            case .dictionary, .array: nil
            }
        if let text, isBare(text) {
            EscapedText.append(Redaction.redact(text), isQuoted: false, to: &line)
            return
        }
        var writer = JSONLineWriter(line: line)
        writer.append(value)
        line = writer.line
    }

    private static func isBare(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                byte > 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "=") && byte != UInt8(ascii: "\\")
            }
    }
}
