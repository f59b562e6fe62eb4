import Foundation
import Observability
import SwiftProtobuf
import TelemetryMessages
import Traces

typealias ExportTraceServiceRequest = Opentelemetry_Proto_Collector_Trace_V1_ExportTraceServiceRequest

extension ExportTraceServiceRequest {
    init(_ spans: [FinishedSpan], of resource: Resource, scope: InstrumentationScope) {
        self.init()
        resourceSpans = [
            .with {
                $0.resource = resource
                $0.scopeSpans = [
                    .with {
                        $0.scope = scope
                        $0.spans = spans.map(Opentelemetry_Proto_Trace_V1_Span.init)
                    }
                ]
            }
        ]
    }
}

extension Opentelemetry_Proto_Trace_V1_Span {
    /// The lower eight bits are those of `traceparent`; then whether the next bit is known, and whether the parent is remote.
    private static let (knowsParentPlace, hasRemoteParent): (UInt32, UInt32) = (0x100, 0x200)

    fileprivate init(_ span: FinishedSpan) {
        self.init()
        traceID = Data(span.context.traceID.bytes)
        spanID = Data(span.context.spanID.bytes)
        traceState = Redaction.redact(span.context.state)
        if let parent = span.parent { parentSpanID = Data(parent.bytes) }
        name = Redaction.redact(span.name)
        kind =
            switch span.kind {
            case .internal: .internal
            case .server: .server
            case .client: .client
            }
        startTimeUnixNano = span.start
        endTimeUnixNano = span.end
        attributes = span.attributes.map { KeyValue($0) }
        if span.isError { status.code = .error }
        flags = 1 | Self.knowsParentPlace | (span.hasRemoteParent ? Self.hasRemoteParent : 0)
    }
}
