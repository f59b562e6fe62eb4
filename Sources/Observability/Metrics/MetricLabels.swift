/// The labels of one series, in the order of their names and with no name twice.
struct MetricLabels: Sendable {
    /// In the order of the names.
    let pairs: [(name: String, value: String)]

    /// The labels as they stand between the braces, which also tells series apart: `method="GET",route="/keys"`.
    let text: String

    /// Makes labels from the dimensions that a program gives. Of two dimensions with the same name the later one counts;
    /// what looks like a credential is redacted, since callers may choose what stands in a label.
    /// - Parameter maximumValueBytes: longer values are cut after the last whole character that fits.
    init(_ dimensions: [(String, String)], maximumValueBytes: Int) {
        var pairs: [(name: String, value: String)] = []
        for (name, value) in dimensions {
            let name = MetricName.label(name)
            pairs.removeAll { $0.name == name }
            pairs.append((name, Self.prefix(of: Redaction.redact(value), bytes: maximumValueBytes)))
        }
        self.init(sorted: pairs.sorted { $0.name < $1.name })
    }

    private init(sorted pairs: [(name: String, value: String)]) {
        self.pairs = pairs
        self.text = pairs.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
    }

    /// The same label names, each with the value `other`.
    var overflow: MetricLabels {
        MetricLabels(sorted: pairs.map { ($0.name, "other") })
    }

    private static func escaped(_ value: String) -> String {
        guard value.utf8.contains(where: needsEscape) else { return value }
        var output: [UInt8] = []
        for byte in value.utf8 {
            if needsEscape(byte) { output.append(UInt8(ascii: "\\")) }
            output.append(byte == UInt8(ascii: "\n") ? UInt8(ascii: "n") : byte)
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
    }

    private static func prefix(of value: String, bytes limit: Int) -> String {
        guard value.utf8.count > limit else { return value }
        var end = value.utf8.index(value.startIndex, offsetBy: max(0, limit))
        while end > value.startIndex, String.Index(end, within: value.unicodeScalars) == nil {
            end = value.utf8.index(before: end)
        }
        return String(value.unicodeScalars[..<end])
    }
}
