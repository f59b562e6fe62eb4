/// What a value that is computed at scrape time means.
package enum ScrapedKind: Sendable {
    /// It rises and falls.
    case gauge

    /// It only grows while the process lives; its name should end in `_total`.
    case counter

    var type: MetricType {
        switch self {
        case .gauge: .gauge
        case .counter: .counter
        }
    }
}
