import Logging

/// Writes the JSON of one log line, redacting every string on the way.
struct JSONLineWriter {
    /// The bytes so far.
    private(set) var line: [UInt8]

    /// The greatest integer that every JSON reader takes without loss, 2^53.
    private static let greatestExactInteger: UInt = 9_007_199_254_740_992

    init(line: [UInt8] = []) {
        self.line = line
    }

    /// Writes an object; the members come from `body`.
    mutating func appendObject(_ body: (inout JSONLineWriter) -> Void) {
        line.append(UInt8(ascii: "{"))
        body(&self)
        line.append(UInt8(ascii: "}"))
    }

    /// Ends the line.
    mutating func endLine() {
        line.append(UInt8(ascii: "\n"))
    }

    /// Writes the name of a member, with the comma before it where one is due.
    mutating func appendName(_ name: String) {
        separate()
        appendQuoted(name)
        line.append(UInt8(ascii: ":"))
    }

    /// Writes the members of metadata into the object that is open.
    mutating func appendMembers(_ metadata: LogMetadata) {
        for (name, value) in metadata.members {
            appendName(name)
            append(value)
        }
    }

    /// Writes a moment as a string.
    mutating func append(_ timestamp: LogTimestamp) {
        line.append(UInt8(ascii: "\""))
        timestamp.appendRFC3339(to: &line)
        line.append(UInt8(ascii: "\""))
    }

    /// Writes text as a JSON string, redacted.
    mutating func append(_ text: String) {
        appendQuoted(Redaction.redact(text))
    }

    /// Writes a metadata value: text as a string, a number or truth value as itself, a dictionary as an object.
    mutating func append(_ value: Logger.MetadataValue) {
        switch value {
        case .string(let text):
            append(text)
        case .stringConvertible(let value):
            if let literal = Self.literal(value) {
                line.append(contentsOf: literal.utf8)
            } else {
                append(value.description)
            }
        case .dictionary(let metadata):
            appendObject { $0.appendMembers(LogMetadata(metadata)) }
        case .array(let values):
            line.append(UInt8(ascii: "["))
            for value in values {
                separate()
                append(value)
            }
            line.append(UInt8(ascii: "]"))
        }
    }

    private mutating func appendQuoted(_ text: String) {
        line.append(UInt8(ascii: "\""))
        EscapedText.append(text, to: &line)
        line.append(UInt8(ascii: "\""))
    }

    /// A comma, but for the first member of an object or array.
    private mutating func separate() {
        guard let last = line.last, last != UInt8(ascii: "{"), last != UInt8(ascii: "[") else { return }
        line.append(UInt8(ascii: ","))
    }

    /// The JSON literal of a value that JSON has a type for.
    private static func literal(_ value: any CustomStringConvertible & Sendable) -> String? {
        switch value {
        case let value as Bool:
            return value.description
        case let value as Double:
            return value.isFinite ? value.description : nil
        case let value as Float:
            return value.isFinite ? value.description : nil
        case let value as any FixedWidthInteger:
            guard let exact = Int(exactly: value), exact.magnitude <= greatestExactInteger else { return nil }
            return exact.description
        default:
            return nil
        }
    }
}
