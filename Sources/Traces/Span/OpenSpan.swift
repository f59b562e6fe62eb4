/// A piece of work under way. One that is not sampled costs nothing: it has no children, and its end is no event.
package struct OpenSpan: Sendable {
    /// The span of the task's work; set also when it is not sampled, so that log lines can name the trace.
    @TaskLocal package static var current: OpenSpan?

    package let context: SpanContext
    let parent: SpanID?
    let hasRemoteParent: Bool
    let name: String
    let kind: SpanKind
    /// ``SpanTime/none`` when the span is not sampled.
    let start: SpanTime
    let tracer: Tracer

    /// This span, if it is recorded.
    package var recorded: OpenSpan? { context.isSampled ? self : nil }

    /// A step of this work that begins now; `nil` when nothing is recorded.
    package func child(_ name: String, kind: SpanKind = .internal) -> OpenSpan? {
        context.isSampled ? tracer.begin(name, kind, below: self) : nil
    }

    /// Ends the work.
    /// - Parameters:
    ///   - name: a better name than it began with.
    ///   - attributes: made only when the span is recorded.
    package func end(
        name: String? = nil, _ attributes: @autoclosure () -> [SpanAttribute] = [], isError: Bool = false
    ) {
        guard context.isSampled else { return }
        tracer.record(
            FinishedSpan(
                context: context, parent: parent, hasRemoteParent: hasRemoteParent, name: name ?? self.name,
                kind: kind, start: start.wall, end: tracer.clock.now(since: start).wall, attributes: attributes(),
                isError: isError))
    }

    /// Does a step of the current work as a span of its own.
    /// - Parameter attributes: made only when the step is recorded.
    package static func step<Value>(
        _ name: @autoclosure () -> String, _ kind: SpanKind = .internal,
        _ attributes: @autoclosure () -> [SpanAttribute] = [], isolation: isolated (any Actor)? = #isolation,
        _ work: () async throws -> Value
    ) async throws -> Value {
        guard let parent = current?.recorded, let span = parent.child(name(), kind: kind) else {
            return try await work()
        }
        do {
            let value = try await $current.withValue(span) { try await work() }
            span.end(attributes())
            return value
        } catch {
            span.end(attributes() + [.text("error.type", "\(type(of: error))")], isError: true)
            throw error
        }
    }
}
