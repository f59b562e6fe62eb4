/// A value that is computed each time the metrics are read.
final class ScrapedValue: PrometheusInstrument {
    let place: SeriesPlace
    private let read: @Sendable () -> Double?

    init(place: SeriesPlace, value: @escaping @Sendable () -> Double?) {
        self.place = place
        read = value
    }

    var value: MetricPoint.Value? { read().map { .number($0) } }

    func write(name: String, to writer: inout ExpositionWriter) {
        guard let value = read() else { return }
        writer.sample(name, labels: place.labels, value: ExpositionWriter.text(value))
    }
}
