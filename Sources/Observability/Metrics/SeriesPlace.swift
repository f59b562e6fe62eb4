/// Where the registry keeps a series.
struct SeriesPlace: Sendable {
    /// The key of its family: the name of the metric before clashes are resolved.
    let family: String

    /// The text of its labels.
    let labels: String

    /// Its labels one by one.
    let pairs: [(name: String, value: String)]

    init(family: String, _ labels: MetricLabels) {
        self.family = family
        self.labels = labels.text
        pairs = labels.pairs
    }
}
