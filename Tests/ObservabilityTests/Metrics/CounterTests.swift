import Metrics
import Observability
import Testing

struct CounterTests {
    @Test func countsOfManyTasksAreAllKept() async throws {
        let registry = PrometheusRegistry()
        let counter = Counter(label: "whole", factory: registry)
        let meter = Meter(label: "meter", factory: registry)
        let timer = Timer(label: "timer", factory: registry)
        await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    let fraction = FloatingPointCounter(label: "fraction", factory: registry)
                    for _ in 0..<2000 {
                        counter.increment()
                        fraction.increment(by: 0.5)
                        meter.increment(by: 2)
                        meter.decrement(by: 1)
                        timer.recordSeconds(1)
                    }
                }
                group.addTask { _ = registry.exposition() }
            }
        }
        let exposition = try ExpositionReader.read(registry.exposition())
        #expect(exposition.value("whole_total") == 16_000)
        #expect(exposition.value("fraction_total") == 8000)
        #expect(exposition.value("meter") == 16_000)
        #expect(exposition.value("timer_seconds_count") == 16_000)
        #expect(exposition.value("timer_seconds_sum") == 16_000)
    }

    @Test func countsNeverFall() throws {
        let registry = PrometheusRegistry()
        let whole = Counter(label: "c", factory: registry)
        let fraction = FloatingPointCounter(label: "c", factory: registry)
        whole.increment(by: 5)
        for amount in [0, -1, Int64.min] { whole.increment(by: amount) }
        for amount in [0, -0.5, -.infinity, .nan, .infinity] as [Double] { fraction.increment(by: amount) }
        #expect(try ExpositionReader.read(registry.exposition()).value("c_total") == 5)
    }

    @Test func largeCountsAreExact() {
        let registry = PrometheusRegistry()
        let counter = Counter(label: "c", factory: registry)
        counter.increment(by: Int64.max)
        counter.increment(by: Int64.max)
        #expect(String(decoding: registry.exposition(), as: UTF8.self).hasSuffix("c_total 18446744073709551614\n"))
    }

    @Test func resetBeginsAtZero() throws {
        let registry = PrometheusRegistry()
        let counter = Counter(label: "c", factory: registry)
        counter.increment(by: 5)
        FloatingPointCounter(label: "c", factory: registry).increment(by: 0.5)
        #expect(try ExpositionReader.read(registry.exposition()).value("c_total") == 5.5)
        counter.reset()
        #expect(try ExpositionReader.read(registry.exposition()).value("c_total") == 0)
    }

    @Test(arguments: ["x", "x_total", "x.total"])
    func counterNameEndsInTotalOnce(_ label: String) throws {
        let registry = PrometheusRegistry()
        Counter(label: label, factory: registry).increment()
        #expect(try ExpositionReader.read(registry.exposition()).families.map(\.name) == ["x_total"])
    }
}
