import Metrics
import Synchronization

/// A count that only grows. Adding to it is one atomic operation.
final class PrometheusCounter: PrometheusInstrument, CounterHandler, FloatingPointCounterHandler {
    let place: SeriesPlace
    private let whole = Atomic<UInt64>(0)
    private let fraction = Atomic<Double>(0)

    init(place: SeriesPlace) {
        self.place = place
    }

    /// Adds to the count; a negative amount is ignored, since counts do not fall.
    func increment(by amount: Int64) {
        guard amount > 0 else { return }
        whole.wrappingAdd(UInt64(amount), ordering: .relaxed)
    }

    /// Adds to the count; an amount that is negative or not finite is ignored.
    func increment(by amount: Double) {
        guard amount > 0, amount.isFinite else { return }
        fraction.add(amount)
    }

    func reset() {
        whole.store(0, ordering: .relaxed)
        fraction.store(0, ordering: .relaxed)
    }

    var value: MetricPoint.Value? {
        let fraction = fraction.load(ordering: .relaxed)
        let whole = whole.load(ordering: .relaxed)
        return fraction == 0 ? .whole(Int64(clamping: whole)) : .number(Double(whole) + fraction)
    }

    func write(name: String, to writer: inout ExpositionWriter) {
        let whole = whole.load(ordering: .relaxed)
        let fraction = fraction.load(ordering: .relaxed)
        let value = fraction == 0 ? whole.description : ExpositionWriter.text(Double(whole) + fraction)
        writer.sample(name, labels: place.labels, value: value)
    }
}
