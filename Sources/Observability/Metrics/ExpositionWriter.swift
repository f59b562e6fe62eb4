/// Writes the Prometheus text format, version 0.0.4.
struct ExpositionWriter {
    /// The bytes so far.
    private(set) var bytes: [UInt8] = []

    /// Writes the two lines that begin a metric.
    mutating func header(name: String, help: String, type: MetricType) {
        append("# HELP ", name, " ")
        for byte in help.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): append("\\\\")
            case UInt8(ascii: "\n"): append("\\n")
            default: bytes.append(byte)
            }
        }
        append("\n# TYPE ", name, " ", type.rawValue, "\n")
    }

    /// Writes one sample.
    /// - Parameters:
    ///   - labels: what stands between the braces; empty for none.
    ///   - bound: the `le` label of a bucket.
    mutating func sample(_ name: String, labels: String, bound: String? = nil, value: String) {
        append(name)
        if !labels.isEmpty || bound != nil {
            append("{", labels)
            if let bound {
                append(labels.isEmpty ? "le=\"" : ",le=\"", bound, "\"")
            }
            append("}")
        }
        append(" ", value, "\n")
    }

    /// A value as the format writes it; whole numbers without a fraction.
    static func text(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if let whole = Int64(exactly: value), whole.magnitude < 1 << 53 { return whole.description }
        return value.description
    }

    private mutating func append(_ parts: String...) {
        for part in parts {
            bytes.append(contentsOf: part.utf8)
        }
    }
}
