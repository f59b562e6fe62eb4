import CoreMetrics
import Logging
import OAuthCore
import Observability
import SwiftProtobuf
import TelemetryMessages
import Testing
import Traces

@testable import Telemetry

private typealias TraceRequest = Opentelemetry_Proto_Collector_Trace_V1_ExportTraceServiceRequest
private typealias TraceResponse = Opentelemetry_Proto_Collector_Trace_V1_ExportTraceServiceResponse

@Suite struct TraceExportTests {
    private struct FixedClock: WallClock {
        func now() -> Timestamp { Timestamp(milliseconds: 784_111_777_000) }
    }

    private let queue = SpanQueue(capacity: 100, batchSize: 10)
    private let registry = PrometheusRegistry()

    private func export(_ collector: Collector) throws -> TraceExport {
        let endpoint = try #require(TelemetryEndpoint("http://127.0.0.1:4318"))
        let settings = TelemetrySettings(endpoint: endpoint, resource: [NameAndValue("service.name", "mintmark")])
        return TraceExport(
            queue,
            exporter: TelemetryExporter(
                transport: collector, clock: FixedClock(), factory: registry, logger: Logger(label: "test")),
            settings: settings, version: "1")
    }

    private func record(_ count: Int) {
        let tracer = Tracer(sampler: Sampler(.alwaysOn), queue: queue, clock: SpanClock(wall: { 7 }, monotonic: { 0 }))
        for number in 0..<count { tracer.begin("span \(number)", .server).end([.text("a", "b"), .number("n", 3)]) }
    }

    private var exports: String { String(decoding: registry.exposition(), as: UTF8.self) }

    @Test func spansGoInBatchesInTheirOrder() async throws {
        record(25)
        let collector = Collector()
        var pace = ExportPace()
        #expect(try await export(collector).drain(&pace) == nil)
        let requests = try collector.bodies.map { try TraceRequest(serializedBytes: $0.body) }
        let spans = requests.map { $0.resourceSpans[0].scopeSpans[0].spans }
        #expect(spans.map(\.count) == [10, 10, 5])
        #expect(spans.flatMap { $0 }.map(\.name) == (0..<25).map { "span \($0)" })
        #expect(requests[0].resourceSpans[0].resource.attributes[0].value.stringValue == "mintmark")
        let span = spans[0][0]
        #expect((span.traceID.count, span.spanID.count, span.parentSpanID.count) == (16, 8, 0))
        #expect(span.kind == .server && span.flags == 0x101 && span.startTimeUnixNano == 7)
        #expect(span.attributes.map(\.key) == ["a", "n"] && span.attributes[1].value.intValue == 3)
        #expect((queue.count, queue.dropped) == (0, 0))
    }

    @Test(arguments: [429, 502, 503, 504])
    func whatMayBeTriedAgainWaitsAsLongAsTheCollectorAsks(_ status: Int) async throws {
        record(15)
        let collector = Collector([TelemetryAnswer(status: status, retryAfter: "7")])
        let export = try export(collector)
        var pace = ExportPace()
        #expect(await export.drain(&pace) { 0 } == .seconds(7))
        #expect((queue.count, queue.dropped, collector.bodies.count) == (15, 0, 1))
        #expect(await export.drain(&pace) { 0 } == nil)
        #expect(collector.bodies[1].body == collector.bodies[0].body)
        #expect(exports.contains(#"mintmark_telemetry_exports_total{outcome="failed",signal="traces"} 1"#))
    }

    @Test func aDateInRetryAfterIsHeeded() async throws {
        record(1)
        let date = "Sun, 06 Nov 1994 08:49:57 GMT"
        let export = try export(Collector([TelemetryAnswer(status: 503, retryAfter: date)]))
        var pace = ExportPace()
        #expect(await export.drain(&pace) { 0 } == .seconds(20))
    }

    @Test func whoDoesNotAnswerIsAskedLessAndLess() async throws {
        record(1)
        let export = try export(Collector(Array(repeating: nil, count: 8)))
        var pace = ExportPace()
        var pauses: [Duration?] = []
        for _ in 0..<9 { pauses.append(await export.drain(&pace) { 0 }) }
        #expect(pauses == [1, 2, 4, 8, 16, 30, 30, 30].map { .seconds($0) } + [nil])
        #expect(pace == ExportPace())
    }

    @Test(arguments: [301, 400, 401, 404, 500])
    func whatIsRefusedIsLostAndCounted(_ status: Int) async throws {
        record(15)
        let collector = Collector([TelemetryAnswer(status: status, retryAfter: "7")])
        var pace = ExportPace()
        #expect(try await export(collector).drain(&pace) == nil)
        #expect((queue.count, queue.dropped, collector.bodies.count) == (0, 10, 2))
    }

    @Test func whatTheCollectorRejectsIsCounted() async throws {
        record(10)
        let answer: [UInt8] = try TraceResponse.with { $0.partialSuccess.rejectedSpans = 4 }.serializedBytes()
        let lie: [UInt8] = try TraceResponse.with { $0.partialSuccess.rejectedSpans = 1 << 40 }.serializedBytes()
        let export = try export(
            Collector([TelemetryAnswer(status: 200, body: answer), TelemetryAnswer(status: 200, body: lie)]))
        var pace = ExportPace()
        #expect(await export.drain(&pace) == nil)
        #expect(queue.dropped == 4)
        record(1)
        #expect(await export.drain(&pace) == nil)
        #expect(queue.dropped == 5)
    }

    @Test func bytesThatAreNoAnswerAreAsGoodAsNone() async throws {
        record(1)
        let collector = Collector([TelemetryAnswer(status: 200, body: [0xFF, 0xFF, 0xFF])])
        var pace = ExportPace()
        #expect(try await export(collector).drain(&pace) == nil)
        #expect(queue.dropped == 0)
    }
}
