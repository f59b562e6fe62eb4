/// The value of one series of a metric at one moment.
package struct MetricPoint: Sendable {
    package enum Value: Equatable, Sendable {
        case whole(Int64)
        case number(Double)
        /// - Parameters:
        ///   - bounds: upper bounds of the buckets; a value equal to a bound belongs below it.
        ///   - counts: of each bucket alone, one more than there are bounds.
        case histogram(bounds: [Double], counts: [UInt64], sum: Double)
    }

    package let labels: [(name: String, value: String)]
    package let value: Value
}
