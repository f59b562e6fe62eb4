/// What an operator is told of one metric, and how its values are grouped.
package struct MetricDescription: Sendable, Equatable {
    /// One sentence for `# HELP`; nil shows the label that the program uses.
    package var help: String?

    /// Upper bounds of the buckets of a histogram, in its unit (seconds for a timer); nil takes the defaults of the
    /// configuration. Order and repetitions do not matter, values that are not finite are left out, and the bucket
    /// without a bound is always added.
    package var buckets: [Double]?

    /// Describes a metric.
    package init(help: String? = nil, buckets: [Double]? = nil) {
        self.help = help
        self.buckets = buckets
    }
}
