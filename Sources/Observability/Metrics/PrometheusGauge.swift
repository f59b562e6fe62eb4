import Metrics
import Synchronization

/// A value that rises and falls. Serves meters and recorders that keep only their last value.
final class PrometheusGauge: PrometheusInstrument, MeterHandler, RecorderHandler {
    let place: SeriesPlace
    private let current = Atomic<Double>(0)

    init(place: SeriesPlace) {
        self.place = place
    }

    func set(_ value: Int64) {
        set(Double(value))
    }

    func set(_ value: Double) {
        current.store(value, ordering: .relaxed)
    }

    func increment(by amount: Double) {
        current.add(amount)
    }

    func decrement(by amount: Double) {
        current.add(-amount)
    }

    func record(_ value: Int64) {
        set(value)
    }

    func record(_ value: Double) {
        set(value)
    }

    var value: MetricPoint.Value? { .number(current.load(ordering: .relaxed)) }

    func write(name: String, to writer: inout ExpositionWriter) {
        let text = ExpositionWriter.text(current.load(ordering: .relaxed))
        writer.sample(name, labels: place.labels, value: text)
    }
}
