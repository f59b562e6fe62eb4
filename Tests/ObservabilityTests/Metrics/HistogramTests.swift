import Metrics
import Observability
import Testing

struct HistogramTests {
    @Test func histogramBucketsAreCumulative() throws {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<30 {
            let bounds = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                Double(Int.random(in: -50...50, using: &generator)) / 4
            }
            let values = (0..<200).map { _ in Double(Int.random(in: -80...80, using: &generator)) / 4 }
            let registry = PrometheusRegistry(
                configuration: PrometheusConfiguration(metrics: ["h": MetricDescription(buckets: bounds)]))
            let recorder = Recorder(label: "h", dimensions: [("a", "b")], factory: registry)
            values.forEach { recorder.record($0) }

            let exposition = try ExpositionReader.read(registry.exposition())
            let buckets = exposition.buckets("h", ["a": "b"])
            #expect(buckets.map(\.bound) == Set(bounds).sorted() + [.infinity])
            for (bound, count) in buckets {
                #expect(count == Double(values.filter { $0 <= bound }.count))
            }
            #expect(exposition.value("h_count", ["a": "b"]) == 200)
            #expect(exposition.value("h_sum", ["a": "b"]) == values.reduce(0, +))
        }
    }

    @Test func valueOnABoundBelongsBelowIt() throws {
        let registry = PrometheusRegistry()
        let timer = Timer(label: "t", factory: registry)
        for nanoseconds in [500_000, 500_001, 1_000_000, 10_000_000_000, 10_000_000_001] as [Int64] {
            timer.recordNanoseconds(nanoseconds)
        }
        let buckets = try ExpositionReader.read(registry.exposition()).buckets("t_seconds")
        #expect(buckets.map(\.bound) == PrometheusConfiguration.defaultDurationBuckets + [.infinity])
        #expect(buckets.map(\.count) == [1, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4, 5])
    }

    @Test func timersAreInSecondsWhateverUnitIsRecorded() throws {
        let registry = PrometheusRegistry()
        let timer = Timer(label: "token.issue", factory: registry)
        timer.recordNanoseconds(1_000_000 as Int64)
        timer.recordMicroseconds(2000)
        timer.recordMilliseconds(3)
        timer.recordSeconds(4)
        timer.record(duration: Duration.milliseconds(5))
        let sum = try #require(try ExpositionReader.read(registry.exposition()).value("token_issue_seconds_sum"))
        #expect(abs(sum - 4.011) < 1e-9)
    }

    @Test func durationBelowZeroCountsAsZero() throws {
        let registry = PrometheusRegistry()
        let timer = Timer(label: "t", factory: registry)
        for duration in [-1, Int64.min, 0] {
            timer.recordNanoseconds(duration)
        }
        let exposition = try ExpositionReader.read(registry.exposition())
        #expect(exposition.value("t_seconds_sum") == 0)
        #expect(exposition.buckets("t_seconds").first?.count == 3)
    }

    @Test func valuesThatAreNotFiniteDoNotSpoilTheSum() throws {
        let registry = PrometheusRegistry()
        let recorder = Recorder(label: "r", factory: registry)
        for value in [1, .nan, .infinity, -.infinity, 2] as [Double] {
            recorder.record(value)
        }
        recorder.record(Int64.max)
        let exposition = try ExpositionReader.read(registry.exposition())
        #expect(exposition.value("r_sum") == 3 + Double(Int64.max))
        #expect(exposition.value("r_count") == 3)
    }

    @Test func bucketsAreChosenByExportedNameThenLabelThenKind() throws {
        let registry = PrometheusRegistry(
            configuration: PrometheusConfiguration(
                metrics: [
                    "a.b": MetricDescription(buckets: [1]), "a_b_seconds": MetricDescription(buckets: [2]),
                    "c.d": MetricDescription(buckets: [3]), "e_f": MetricDescription(buckets: [4]),
                ], durationBuckets: [5], valueBuckets: [6]))
        for label in ["a.b", "c.d", "e.f", "g"] {
            Timer(label: label, factory: registry).recordSeconds(1)
        }
        Recorder(label: "h", factory: registry).record(1)
        Recorder(label: "i_seconds", factory: registry).record(1)
        let exposition = try ExpositionReader.read(registry.exposition())
        let names = ["a_b_seconds", "c_d_seconds", "e_f_seconds", "g_seconds", "h", "i_seconds"]
        #expect(names.map { exposition.buckets($0).first?.bound } == [2, 3, 4, 5, 6, 5])
    }
}
