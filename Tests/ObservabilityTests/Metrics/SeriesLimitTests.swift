import Metrics
import Observability
import Testing

struct SeriesLimitTests {
    @Test func hostileLabelsDoNotGrowMemory() throws {
        let registry = PrometheusRegistry(
            configuration: PrometheusConfiguration(metrics: ["t": MetricDescription(buckets: [])]))
        for number in 0..<3000 {
            let dimensions = [("client", "c\(number)"), ("kind", "k")]
            Counter(label: "c", dimensions: dimensions, factory: registry).increment()
            Timer(label: "t", dimensions: dimensions, factory: registry).recordSeconds(1)
            Meter(label: "m", dimensions: dimensions, factory: registry).increment()
            registry.onScrape(name: "s", help: "s", labels: dimensions) { 1 }
        }
        let exposition = try ExpositionReader.read(registry.exposition())
        let other = ["client": "other", "kind": "other"]
        #expect(exposition.family("c_total")?.samples.count == 1001)
        #expect(exposition.family("m")?.samples.count == 1001)
        #expect(exposition.family("t_seconds")?.samples.filter { $0.name.hasSuffix("_count") }.count == 1001)
        #expect(exposition.family("s")?.samples.count == 1000)
        #expect(exposition.value("c_total", other) == 2000)
        #expect(exposition.value("m", other) == 2000)
        #expect(exposition.value("t_seconds_count", other) == 2000)
        #expect(exposition.value("c_total", ["client": "c999", "kind": "k"]) == 1)
    }

    @Test func hostileLabelNamesShareOneOverflow() throws {
        let registry = PrometheusRegistry(configuration: PrometheusConfiguration(maximumSeriesPerMetric: 10))
        for number in 0..<100 {
            Counter(label: "c", dimensions: [("n\(number)", "v")], factory: registry).increment()
        }
        let exposition = try ExpositionReader.read(registry.exposition())
        #expect(exposition.family("c_total")?.samples.count == 11)
        #expect(exposition.value("c_total", ["n10": "other"]) == 90)
    }

    @Test func knownSeriesStillCountOnceTheLimitIsReached() throws {
        let registry = PrometheusRegistry(configuration: PrometheusConfiguration(maximumSeriesPerMetric: 2))
        for value in ["a", "b", "c", "a", "d", "b", "a"] {
            Counter(label: "c", dimensions: [("v", value)], factory: registry).increment()
        }
        let exposition = try ExpositionReader.read(registry.exposition())
        #expect(["a", "b", "other", "c"].map { exposition.value("c_total", ["v": $0]) } == [3, 2, 2, nil])
    }

    @Test(arguments: [["other", "a", "b", "c"], ["a", "b", "c", "other"], ["a", "other", "b", "other"]])
    func seriesThatIsCalledOtherAppearsOnce(_ values: [String]) throws {
        let registry = PrometheusRegistry(configuration: PrometheusConfiguration(maximumSeriesPerMetric: 2))
        for value in values {
            Counter(label: "c", dimensions: [("v", value)], factory: registry).increment()
        }
        let samples = try #require(try ExpositionReader.read(registry.exposition()).family("c_total")?.samples)
        #expect(samples.map(\.value).reduce(0, +) == 4)
        #expect(samples.filter { $0.labels == ["v": "other"] }.count == 1)
    }

    @Test func limitsOfMetricsAreTheirOwn() throws {
        let registry = PrometheusRegistry(configuration: PrometheusConfiguration(maximumSeriesPerMetric: 1))
        for name in ["x", "y"] {
            Counter(label: name, dimensions: [("v", "1")], factory: registry).increment()
        }
        let exposition = try ExpositionReader.read(registry.exposition())
        #expect(exposition.value("y_total", ["v": "1"]) == 1)
    }

    @Test func longLabelValuesAreCutAtAWholeCharacter() throws {
        for character in ["a", "é", "€", "😀", "\"", "\n"] {
            for limit in 0...9 {
                let registry = PrometheusRegistry(configuration: PrometheusConfiguration(maximumLabelValueBytes: limit))
                let value = String(repeating: character, count: 10_000)
                Counter(label: "c", dimensions: [("v", value)], factory: registry).increment()
                let expected = String(repeating: character, count: limit / character.utf8.count)
                #expect(try ExpositionReader.read(registry.exposition()).value("c_total", ["v": expected]) == 1)
            }
        }
    }

    @Test func destroyedSeriesMakesRoom() throws {
        let registry = PrometheusRegistry(configuration: PrometheusConfiguration(maximumSeriesPerMetric: 1))
        let first = Counter(label: "c", dimensions: [("v", "1")], factory: registry)
        Counter(label: "c", dimensions: [("v", "2")], factory: registry).increment()
        first.destroy()
        for value in ["other", "3", "3", "4"] {
            let counter = Counter(label: "c", dimensions: [("v", value)], factory: registry)
            counter.increment()
        }
        let exposition = try ExpositionReader.read(registry.exposition())
        #expect(["1", "2", "3", "4", "other"].map { exposition.value("c_total", ["v": $0]) } == [nil, nil, 2, nil, 3])
    }

    @Test func destroyingWhatOverflowedKeepsTheOverflow() throws {
        let registry = PrometheusRegistry(configuration: PrometheusConfiguration(maximumSeriesPerMetric: 1))
        Counter(label: "c", dimensions: [("v", "1")], factory: registry).increment()
        let overflowed = Counter(label: "c", dimensions: [("v", "2")], factory: registry)
        overflowed.increment()
        overflowed.destroy()
        #expect(try ExpositionReader.read(registry.exposition()).value("c_total", ["v": "other"]) == 1)
    }
}
