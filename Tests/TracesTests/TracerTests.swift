import Synchronization
import Testing

@testable import Traces

@Suite struct TracerTests {
    /// A clock that moves when it is looked at.
    private final class Clock: Sendable {
        private let time = Atomic<UInt64>(1000)
        @Sendable func now() -> UInt64 { time.add(10, ordering: .relaxed).newValue }
    }

    private let queue = SpanQueue(capacity: 4, batchSize: 2)

    private func tracer(_ name: Sampler.Name = .parentBasedAlwaysOn) -> Tracer {
        Tracer(sampler: Sampler(name), queue: queue, clock: SpanClock(monotonic: Clock().now))
    }

    @Test func aSpanHasTheCallersTraceAndAStepHasItsParent() throws {
        let caller = try #require(SpanContext(traceparent: [TraceParentTests.plain], tracestate: ["a=1"]))
        let span = tracer().begin("GET", .server, caller: caller)
        let step = try #require(span.child("step"))
        step.end([.number("n", 1)], isError: true)
        span.end(name: "GET /", [.text("t", "x")])
        let spans = queue.take()
        #expect(spans.map(\.name) == ["step", "GET /"])
        #expect(spans.allSatisfy { $0.context.traceID == caller.traceID && $0.context.state == "a=1" })
        #expect(spans[1].parent == caller.spanID && spans[1].hasRemoteParent)
        #expect(spans[0].parent == spans[1].context.spanID && !spans[0].hasRemoteParent)
        #expect(spans[1].start < spans[0].start && spans[0].start < spans[0].end && spans[0].end < spans[1].end)
        #expect(spans[0].isError && spans[0].attributes == [.number("n", 1)])
    }

    @Test func whatIsNotSampledLeavesNothing() async throws {
        let span = tracer(.alwaysOff).begin("GET", .server)
        #expect(span.child("step") == nil && span.recorded == nil)
        span.end(
            { () -> [SpanAttribute] in
                Issue.record("attributes were made"); return []
            }())
        let value = try await OpenSpan.$current.withValue(span) { try await OpenSpan.step("store") { 7 } }
        #expect(value == 7 && queue.count == 0)
        #expect(span.context.traceparent.hasSuffix("-00"))
    }

    @Test func aStepThatThrowsSaysSo() async throws {
        struct Fault: Error {}
        let span = tracer().begin("GET", .server)
        await #expect(throws: Fault.self) {
            try await OpenSpan.$current.withValue(span) { try await OpenSpan.step("store") { throw Fault() } }
        }
        let recorded = try #require(queue.take().first)
        #expect(recorded.isError && recorded.attributes == [.text("error.type", "Fault")])
    }

    @Test func memoryIsBoundedAndWhatIsLostIsCounted() {
        let tracer = tracer()
        for number in 0..<10 { tracer.begin("\(number)", .server).end() }
        #expect((queue.count, queue.dropped) == (4, 6))
        let batch = queue.take()
        #expect(batch.map(\.name) == ["0", "1"])
        tracer.begin("new", .server).end()
        queue.putBack(batch)
        #expect((queue.count, queue.dropped) == (4, 7))
        #expect(queue.take().map(\.name) == ["0", "2"])
        queue.noteLost(3)
        #expect(queue.dropped == 10)
    }

    @Test func aWholeBatchWakesWhoSends() async {
        let tracer = tracer()
        for _ in 0..<2 { tracer.begin("x", .server).end() }
        var wakes = queue.batches.makeAsyncIterator()
        #expect(await wakes.next() != nil)
    }

    /// The wall clock is set back, or an hour forward, each time that it is looked at.
    @Test(arguments: [-3_600_000_000_000, 3_600_000_000_000])
    func aWallClockThatIsSetChangesNoDuration(jump: Int64) throws {
        let wall = Mutex<Int64>(1_800_000_000_000_000_000)
        let clock = SpanClock(
            wall: {
                wall.withLock { time in
                    time += jump
                    return UInt64(time)
                }
            }, monotonic: Clock().now)
        let span = Tracer(sampler: Sampler(.alwaysOn), queue: queue, clock: clock).begin("outer", .server)
        try #require(span.child("inner")).end()
        span.end()
        let spans = queue.take()
        let (inner, outer) = (spans[0], spans[1])
        #expect(outer.start == UInt64(1_800_000_000_000_000_000 + jump))
        #expect([inner.start, inner.end, outer.end].map { $0 - outer.start } == [10, 20, 30])
    }
}
