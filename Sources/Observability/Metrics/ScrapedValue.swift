/// A value that is computed each time the metrics are read.
final class ScrapedValue: PrometheusInstrument {
    let place: SeriesPlace
    private let value: @Sendable () -> Double?

    init(place: SeriesPlace, value: @escaping @Sendable () -> Double?) {
        self.place = place
        self.value = value
    }

    func write(name: String, to writer: inout ExpositionWriter) {
        guard let value = value() else { return }
        writer.sample(name, labels: place.labels, value: ExpositionWriter.text(value))
    }
}
