/// The settings of a ``PrometheusRegistry``. Every one has a default that works.
package struct PrometheusConfiguration: Sendable, Equatable {
    /// Bounds in seconds that suit the answers of a server: 0.5 ms to 10 s.
    package static let defaultDurationBuckets: [Double] = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ]

    /// Bounds that suit counts and sizes: powers of four up to a million.
    package static let defaultValueBuckets: [Double] = (0...10).map { Double(1 << (2 * $0)) }

    /// Help texts and buckets, by the label that the program uses (`token.issue`) or the exported name
    /// (`token_issue_seconds`). The exported name wins.
    package var metrics: [String: MetricDescription]

    /// The buckets of timers that have none of their own, and of recorders whose name ends in `_seconds`, in seconds.
    package var durationBuckets: [Double]

    /// The buckets of other recorders that have none of their own, in the unit of the recorder.
    package var valueBuckets: [Double]

    /// How many combinations of label values one metric may have. What comes after that is counted in one more series,
    /// whose label values are all `other`, so that labels a caller can choose do not fill the memory.
    package var maximumSeriesPerMetric: Int

    /// The longest label value in bytes of UTF-8; a longer one is cut.
    package var maximumLabelValueBytes: Int

    /// Makes a configuration; leave out what the defaults suit.
    package init(
        metrics: [String: MetricDescription] = [:],
        durationBuckets: [Double] = PrometheusConfiguration.defaultDurationBuckets,
        valueBuckets: [Double] = PrometheusConfiguration.defaultValueBuckets,
        maximumSeriesPerMetric: Int = 1000,
        maximumLabelValueBytes: Int = 256
    ) {
        self.metrics = metrics
        self.durationBuckets = durationBuckets
        self.valueBuckets = valueBuckets
        self.maximumSeriesPerMetric = maximumSeriesPerMetric
        self.maximumLabelValueBytes = maximumLabelValueBytes
    }

    /// The description of a metric under its exported name or its label.
    func description(name: String, label: String) -> MetricDescription {
        metrics[name] ?? metrics[label] ?? metrics[MetricName.metric(label)] ?? MetricDescription()
    }

    /// The bucket bounds of a histogram; one whose name ends in `_seconds` takes those for durations by default.
    func buckets(name: String, label: String) -> [Double] {
        description(name: name, label: label).buckets ?? (name.hasSuffix("_seconds") ? durationBuckets : valueBuckets)
    }
}
