import CoreMetrics
import Observability
import TelemetryMessages
import Testing

@testable import Telemetry

@Suite struct MetricEncodingTests {
    @Test func everyKindOfMetricIsEncodedAsItIs() throws {
        let registry = PrometheusRegistry()
        let counter = Counter(label: "tokens", dimensions: [("route", "/a")], factory: registry)
        counter.increment(by: 3)
        Timer(label: "time", dimensions: [], factory: registry).recordNanoseconds(20_000_000)
        registry.onScrape(name: "size_bytes", help: "A size.") { 1.5 }
        registry.onScrape(name: "nothing", help: "") { nil }
        let request = ExportMetricsServiceRequest(
            registry.readings(), from: 1, at: 2, of: .init(), scope: .mintmark("1"))
        let metrics = request.resourceMetrics[0].scopeMetrics[0].metrics
        #expect(metrics.map(\.name) == ["size_bytes", "time_seconds", "tokens_total"])
        #expect(metrics.map(\.unit) == ["By", "s", ""])
        #expect(metrics[0].gauge.dataPoints[0].asDouble == 1.5 && metrics[0].description_p == "A size.")
        let histogram = metrics[1].histogram
        #expect(histogram.aggregationTemporality == .cumulative && histogram.dataPoints[0].count == 1)
        #expect(histogram.dataPoints[0].bucketCounts.count == histogram.dataPoints[0].explicitBounds.count + 1)
        #expect(histogram.dataPoints[0].explicitBounds.sorted() == histogram.dataPoints[0].explicitBounds)
        #expect(abs(histogram.dataPoints[0].sum - 0.02) < 1e-9)
        let sum = metrics[2].sum
        #expect(sum.isMonotonic && sum.aggregationTemporality == .cumulative && sum.dataPoints[0].asInt == 3)
        #expect(sum.dataPoints[0].attributes.map(\.key) == ["route"])
        #expect((sum.dataPoints[0].startTimeUnixNano, sum.dataPoints[0].timeUnixNano) == (1, 2))
    }

    @Test func credentialsInLabelsAndSpansAreRedacted() {
        let secret = "Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl"
        #expect(!KeyValue("a", secret).value.stringValue.contains("c2lnbmF0dXJl"))
    }
}
