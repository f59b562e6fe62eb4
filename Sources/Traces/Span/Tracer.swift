/// Begins spans and keeps those that are sampled until they are sent.
package final class Tracer: Sendable {
    private let sampler: Sampler
    private let queue: SpanQueue
    private let identifiers: IdentifierSource
    let clock: SpanClock

    package init(sampler: Sampler, queue: SpanQueue, clock: SpanClock = SpanClock()) {
        self.sampler = sampler
        self.queue = queue
        identifiers = IdentifierSource()
        self.clock = clock
    }

    /// Begins a span that has no parent in this process.
    /// - Parameter caller: the span of the caller, in another process.
    package func begin(_ name: String, _ kind: SpanKind, caller: SpanContext? = nil) -> OpenSpan {
        let trace = caller?.traceID ?? identifiers.traceID()
        let isSampled = sampler.samples(trace, parent: caller)
        return OpenSpan(
            context: SpanContext(
                traceID: trace, spanID: identifiers.spanID(), isSampled: isSampled, state: caller?.state ?? ""),
            parent: caller?.spanID, hasRemoteParent: caller != nil, name: name, kind: kind,
            start: isSampled ? clock.now() : .none, tracer: self)
    }

    func begin(_ name: String, _ kind: SpanKind, below parent: OpenSpan) -> OpenSpan {
        var context = parent.context
        context.spanID = identifiers.spanID()
        return OpenSpan(
            context: context, parent: parent.context.spanID, hasRemoteParent: false, name: name, kind: kind,
            start: clock.now(since: parent.start), tracer: self)
    }

    func record(_ span: FinishedSpan) {
        queue.append(span)
    }
}
