/// A metric with the values of all its series at one moment.
package struct MetricReading: Sendable {
    /// As it is exposed to Prometheus.
    package let name: String
    package let help: String
    package let type: MetricType
    package let points: [MetricPoint]
}
