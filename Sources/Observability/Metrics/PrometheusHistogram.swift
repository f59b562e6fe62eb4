import Metrics
import Synchronization

/// Counts values by size. Serves recorders, in their own unit, and timers, in seconds.
final class PrometheusHistogram: PrometheusInstrument, RecorderHandler, TimerHandler {
    private struct Totals {
        /// One more than there are bounds; not cumulative.
        var counts: [UInt64]
        var sum: Double
    }

    let place: SeriesPlace
    private let bounds: [Double]
    private let totals: Mutex<Totals>

    /// - Parameter bounds: upper bounds in any order; a value equal to a bound belongs below it.
    init(place: SeriesPlace, bounds: [Double]) {
        let bounds = Set(bounds.filter(\.isFinite)).sorted()
        self.place = place
        self.bounds = bounds
        self.totals = Mutex(Totals(counts: Array(repeating: 0, count: bounds.count + 1), sum: 0))
    }

    func record(_ value: Int64) {
        record(Double(value))
    }

    /// Counts a value; one that is not finite is ignored, since it would spoil the sum for good.
    func record(_ value: Double) {
        guard value.isFinite else { return }
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        totals.withLock { totals in
            totals.counts[bucket] &+= 1
            totals.sum += value
        }
    }

    /// Counts a duration in seconds; one below zero, from a clock that was set back, counts as zero.
    func recordNanoseconds(_ duration: Int64) {
        record(Double(max(0, duration)) / 1e9)
    }

    var value: MetricPoint.Value? {
        let totals = totals.withLock { $0 }
        return .histogram(bounds: bounds, counts: totals.counts, sum: totals.sum)
    }

    func write(name: String, to writer: inout ExpositionWriter) {
        let totals = totals.withLock { $0 }
        var count: UInt64 = 0
        for (bound, bucketCount) in zip(bounds, totals.counts) {
            count += bucketCount
            bucket(name, bound: ExpositionWriter.text(bound), count: count, to: &writer)
        }
        count += totals.counts[bounds.count]
        bucket(name, bound: "+Inf", count: count, to: &writer)
        writer.sample(name + "_sum", labels: place.labels, value: ExpositionWriter.text(totals.sum))
        writer.sample(name + "_count", labels: place.labels, value: count.description)
    }

    private func bucket(_ name: String, bound: String, count: UInt64, to writer: inout ExpositionWriter) {
        writer.sample(name + "_bucket", labels: place.labels, bound: bound, value: count.description)
    }
}
