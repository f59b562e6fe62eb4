/// Turns the names that programs use into names that Prometheus takes.
enum MetricName {
    /// A metric name: letters, digits, underscores and colons, not beginning with a digit. Any other character becomes an
    /// underscore.
    static func metric(_ label: String) -> String {
        sanitized(label, allowingColon: true)
    }

    /// The name of a counter; it ends in `_total`.
    static func counter(_ label: String) -> String {
        suffixed(metric(label), "_total")
    }

    /// The name of a timer; it ends in `_seconds`.
    static func timer(_ label: String) -> String {
        suffixed(metric(label), "_seconds")
    }

    /// A label name. Names that begin with two underscores belong to Prometheus and lose one; `le` belongs to
    /// histograms and becomes `le_`.
    static func label(_ name: String) -> String {
        var name = sanitized(name, allowingColon: false)
        while name.hasPrefix("__") {
            name.removeFirst()
        }
        return name == "le" ? "le_" : name
    }

    private static func suffixed(_ name: String, _ suffix: String) -> String {
        name.hasSuffix(suffix) ? name : name + suffix
    }

    private static func sanitized(_ text: String, allowingColon: Bool) -> String {
        var name = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "_":
                name.unicodeScalars.append(scalar)
            case "0"..."9":
                if name.isEmpty { name = "_" }
                name.unicodeScalars.append(scalar)
            case ":" where allowingColon:
                name.unicodeScalars.append(scalar)
            default:
                name.append("_")
            }
        }
        return name.isEmpty ? "_" : name
    }
}
