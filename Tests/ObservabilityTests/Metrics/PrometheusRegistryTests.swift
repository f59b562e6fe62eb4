import Metrics
import Observability
import Synchronization
import Testing

struct PrometheusRegistryTests {
    private let registry = PrometheusRegistry()

    @Test func sameNameAndLabelsGiveTheSameInstance() {
        let labels = [("a", "1"), ("b", "2")]
        let reversed = [("b", "2"), ("a", "1")]
        #expect(
            registry.makeCounter(label: "c", dimensions: labels)
                === registry.makeCounter(label: "c", dimensions: reversed))
        #expect(
            registry.makeCounter(label: "c.x", dimensions: [])
                === registry.makeFloatingPointCounter(label: "c_x", dimensions: []))
        #expect(
            registry.makeMeter(label: "m", dimensions: labels) === registry.makeMeter(label: "m", dimensions: reversed))
        #expect(
            registry.makeMeter(label: "m", dimensions: [])
                === registry.makeRecorder(label: "m", dimensions: [], aggregate: false))
        #expect(registry.makeTimer(label: "t", dimensions: []) === registry.makeTimer(label: "t", dimensions: []))
        #expect(
            registry.makeTimer(label: "t", dimensions: [])
                === registry.makeRecorder(label: "t_seconds", dimensions: [], aggregate: true))
        #expect(
            registry.makeCounter(label: "c", dimensions: labels) !== registry.makeCounter(label: "c", dimensions: []))
    }

    @Test func laterOfTwoLabelsWithTheSameNameCounts() throws {
        Counter(label: "c", dimensions: [("a.b", "1"), ("x", "0"), ("a-b", "2")], factory: registry).increment()
        #expect(try ExpositionReader.read(registry.exposition()).value("c_total", ["a_b": "2", "x": "0"]) == 1)
    }

    @Test func gaugeShowsItsLastValue() throws {
        let gauge = Gauge(label: "g", factory: registry)
        for value in [3, -1.5, 7.25] {
            gauge.record(value)
            #expect(try ExpositionReader.read(registry.exposition()).value("g") == value)
        }
        gauge.record(4)
        #expect(try ExpositionReader.read(registry.exposition()).value("g") == 4)
    }

    @Test func namesThatClashAcrossKindsLoseNothing() throws {
        registry.onScrape(name: "x", help: "h") { 1 }
        Recorder(label: "x", factory: registry).record(2)
        Meter(label: "x", factory: registry).set(3)
        Meter(label: "x_gauge_count", factory: registry).set(4)
        Meter(label: "y_total", factory: registry).set(5)
        Counter(label: "y", factory: registry).increment(by: 6)
        let exposition = try ExpositionReader.read(registry.exposition())
        #expect(exposition.families.count == 6)
        #expect(exposition.value("x") == 1)
        #expect(exposition.value("x_histogram_sum") == 2)
        #expect(exposition.value("x_gauge") == 3)
        #expect(exposition.value("y_total") == 5)
        #expect(exposition.value("y_total_counter") == 6)
    }

    @Test func scrapedValueIsComputedAtEachScrape() throws {
        let calls = Mutex(0.0)
        registry.onScrape(name: "s.now", help: "h", labels: [("a", "1")]) {
            calls.withLock { calls in
                calls += 1
                return calls
            }
        }
        for expected in [1.0, 2, 3] {
            #expect(try ExpositionReader.read(registry.exposition()).value("s_now", ["a": "1"]) == expected)
        }
    }

    @Test func scrapedValueMayUseTheRegistry() throws {
        registry.onScrape(name: "s", help: "h") { [registry] in
            Counter(label: "scrapes", factory: registry).increment()
            return 1
        }
        _ = registry.exposition()
        // The second scrape comes to "s" before it comes to "scrapes_total".
        #expect(try ExpositionReader.read(registry.exposition()).value("scrapes_total") == 2)
    }

    @Test func scrapedValueIsReplacedOrLeftOut() throws {
        registry.onScrape(name: "s", help: "h") { 1 }
        registry.onScrape(name: "s", help: "h") { 2 }
        registry.onScrape(name: "s", help: "h", labels: [("a", "b")]) { nil }
        registry.onScrape(name: "n_total", help: "h", kind: .counter) { 3 }
        let exposition = try ExpositionReader.read(registry.exposition())
        #expect(exposition.family("s")?.samples.map(\.value) == [2])
        #expect(exposition.family("n_total")?.type == "counter")
    }

    @Test func helpIsTheConfiguredTextOrTheLabel() throws {
        let registry = PrometheusRegistry(
            configuration: PrometheusConfiguration(metrics: ["a.b": MetricDescription(help: "Text.")]))
        Counter(label: "a.b", factory: registry).increment()
        Counter(label: "c.d", factory: registry).increment()
        registry.onScrape(name: "e", help: "Own.") { 1 }
        let exposition = try ExpositionReader.read(registry.exposition())
        #expect(["a_b_total", "c_d_total", "e"].map { exposition.family($0)?.help } == ["Text.", "c.d", "Own."])
    }

    @Test func destroyedInstrumentsDisappear() throws {
        let counter = Counter(label: "c", factory: registry)
        let fraction = FloatingPointCounter(label: "f", factory: registry)
        let meter = Meter(label: "m", factory: registry)
        let gauge = Gauge(label: "g", factory: registry)
        let recorder = Recorder(label: "r", factory: registry)
        let timer = Timer(label: "t", factory: registry)
        #expect(try ExpositionReader.read(registry.exposition()).families.count == 6)
        counter.destroy()
        fraction.destroy()
        meter.destroy()
        gauge.destroy()
        recorder.destroy()
        timer.destroy()
        #expect(registry.exposition().isEmpty)
    }
}
