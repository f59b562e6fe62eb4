/// What of a span goes on to other services: W3C Trace Context, level 1.
package struct SpanContext: Equatable, Sendable {
    package var traceID: TraceID
    package var spanID: SpanID
    /// Whether the span is recorded.
    package var isSampled: Bool
    /// The value of `tracestate` as it came; empty for none.
    package var state: String

    package init(traceID: TraceID, spanID: SpanID, isSampled: Bool, state: String = "") {
        self.traceID = traceID
        self.spanID = spanID
        self.isSampled = isSampled
        self.state = state
    }
}
