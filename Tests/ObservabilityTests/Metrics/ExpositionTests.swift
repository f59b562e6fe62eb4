import Metrics
import Observability
import Testing

struct ExpositionTests {
    @Test func wholeTextIsAsDocumented() {
        let registry = PrometheusRegistry(
            configuration: PrometheusConfiguration(metrics: [
                "oauth.requests": MetricDescription(help: "Answers by result.\nSee C:\\docs"),
                "token.issue": MetricDescription(help: "Time to issue.", buckets: [0.5, 0.001, 1, 1, .infinity]),
            ]))
        Counter(
            label: "oauth.requests", dimensions: [("result", "ok"), ("client-type", "a\"b\\c\nd")], factory: registry
        )
        .increment(by: 3)
        Timer(label: "token.issue", factory: registry).recordMilliseconds(500)
        Timer(label: "token.issue", factory: registry).recordSeconds(2)
        Meter(label: "keys", factory: registry).set(2.5)
        registry.onScrape(name: "up", help: "Whether it runs.") { 1 }
        let expected = #"""
            # HELP keys keys
            # TYPE keys gauge
            keys 2.5
            # HELP oauth_requests_total Answers by result.\nSee C:\\docs
            # TYPE oauth_requests_total counter
            oauth_requests_total{client_type="a\"b\\c\nd",result="ok"} 3
            # HELP token_issue_seconds Time to issue.
            # TYPE token_issue_seconds histogram
            token_issue_seconds_bucket{le="0.001"} 0
            token_issue_seconds_bucket{le="0.5"} 1
            token_issue_seconds_bucket{le="1"} 1
            token_issue_seconds_bucket{le="+Inf"} 2
            token_issue_seconds_sum 2.5
            token_issue_seconds_count 2
            # HELP up Whether it runs.
            # TYPE up gauge
            up 1

            """#
        #expect(String(decoding: registry.exposition(), as: UTF8.self) == expected)
    }

    @Test func emptyRegistryWritesNothing() {
        #expect(PrometheusRegistry().exposition().isEmpty)
        #expect(PrometheusRegistry.contentType == "text/plain; version=0.0.4; charset=utf-8")
    }

    @Test func anyLabelValueSurvives() throws {
        var generator = SeededGenerator(seed: 11)
        let registry = PrometheusRegistry()
        var expected: [String: Double] = [:]
        for _ in 0..<300 {
            let value = RandomText.make(of: RandomText.awkward, upTo: 6, using: &generator)
            Counter(label: "c", dimensions: [("a", value), ("b", "1")], factory: registry).increment()
            expected[value, default: 0] += 1
        }
        let exposition = try ExpositionReader.read(registry.exposition())
        #expect(exposition.family("c_total")?.samples.count == expected.count)
        for (value, count) in expected {
            #expect(exposition.value("c_total", ["a": value, "b": "1"]) == count, "\(value.debugDescription)")
        }
    }

    @Test func anyNameBecomesAValidOne() throws {
        let registry = PrometheusRegistry()
        let names = RandomText.awkward + ["a.b", "c-d", "9lives", "rule:x", "_", "__x", "ünï", "x total"]
        for name in names {
            Counter(label: name, dimensions: [(name, "v")], factory: registry).increment()
            Meter(label: name, dimensions: [(name, "v"), ("__\(name)", "w")], factory: registry).set(1)
            Timer(label: name, dimensions: [(name, "v")], factory: registry).recordSeconds(1)
            Recorder(label: name, dimensions: [("le", "v")], factory: registry).record(1)
            registry.onScrape(name: name, help: name, labels: [(name, "v")]) { 1 }
        }
        let exposition = try ExpositionReader.read(registry.exposition())
        let counted = exposition.families.filter { $0.type == "counter" }.flatMap(\.samples).map(\.value).reduce(0, +)
        #expect(counted == Double(names.count))
        #expect(exposition.families.flatMap(\.samples).allSatisfy { $0.labels.keys.allSatisfy { !$0.hasPrefix("__") } })
        #expect(exposition.value("a_b_total", ["a_b": "v"]) == 1)
        #expect(exposition.value("_9lives_total", ["_9lives": "v"]) == 1)
    }

    @Test func textIsTheSameWhateverTheOrderOfCreation() {
        let series = (0..<60).map { ("m\($0 % 7).x", "v\($0)") }
        var texts: Set<[UInt8]> = []
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<10 {
            let registry = PrometheusRegistry()
            for (name, value) in series.shuffled(using: &generator) {
                Counter(label: name, dimensions: [("k", value), ("a", "1")], factory: registry).increment()
                Timer(label: name, dimensions: [("a", "1"), ("k", value)], factory: registry).recordSeconds(1)
            }
            texts.insert(registry.exposition())
        }
        #expect(texts.count == 1)
    }

    @Test func metricsAndSeriesComeInTheOrderOfTheirNames() throws {
        let registry = PrometheusRegistry()
        for name in ["b", "a", "c", "a2"] {
            for value in ["3", "1", "2"] {
                Counter(label: name, dimensions: [("v", value)], factory: registry).increment()
            }
            Meter(label: name, factory: registry).set(1)
        }
        let families = try ExpositionReader.read(registry.exposition()).families
        #expect(families.map(\.name) == families.map(\.name).sorted())
        for family in families {
            let values = family.samples.compactMap { $0.labels["v"] }
            #expect(values == values.sorted())
        }
    }

    @Test(arguments: [
        (0.0, "0"), (-0.0, "0"), (1, "1"), (-17, "-17"), (0.0005, "0.0005"), (1e-9, "1e-09"), (2.5, "2.5"),
        (9_007_199_254_740_991, "9007199254740991"), (1e300, "1e+300"), (.infinity, "+Inf"), (-.infinity, "-Inf"),
        (.nan, "NaN"),
    ])
    func valueIsWrittenAsTheFormatAsks(_ value: Double, _ text: String) throws {
        let registry = PrometheusRegistry()
        Meter(label: "m", factory: registry).set(value)
        let written = String(decoding: registry.exposition(), as: UTF8.self)
        #expect(written.hasSuffix("\nm \(text)\n"))
        #expect(throws: Never.self) { try ExpositionReader.read(registry.exposition()) }
    }

    @Test func credentialInALabelIsRedacted() {
        for secret in Credentials.secrets + Credentials.tokens {
            let registry = PrometheusRegistry()
            Counter(label: "c", dimensions: [("path", "/x/\(secret)")], factory: registry).increment()
            let written = String(decoding: registry.exposition(), as: UTF8.self)
            #expect(written.hasSuffix("c_total{path=\"/x/[redacted]\"} 1\n"))
        }
    }
}
