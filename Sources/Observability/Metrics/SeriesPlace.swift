/// Where the registry keeps a series.
struct SeriesPlace: Sendable {
    /// The key of its family: the name of the metric before clashes are resolved.
    let family: String

    /// The text of its labels.
    let labels: String
}
