/// One series of a metric: something that holds values and can write them.
protocol PrometheusInstrument: AnyObject, Sendable {
    /// Where the registry keeps the series.
    var place: SeriesPlace { get }

    /// Writes the samples of this series; `name` is that of the metric.
    func write(name: String, to writer: inout ExpositionWriter)

    /// The value of this series now; `nil` when it has none.
    var value: MetricPoint.Value? { get }
}
