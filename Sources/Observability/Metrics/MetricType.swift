/// The kinds of metric that the text format knows and this registry writes.
package enum MetricType: String, Sendable {
    case counter
    case gauge
    case histogram

    /// Every name that appears in the lines of a metric of this kind.
    func names(of metric: String) -> [String] {
        switch self {
        case .counter, .gauge: [metric]
        case .histogram: [metric, metric + "_bucket", metric + "_sum", metric + "_count"]
        }
    }
}
