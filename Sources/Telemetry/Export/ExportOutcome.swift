import OAuthCore
import SwiftProtobuf
import TelemetryMessages

/// What came of one message to the collector.
enum ExportOutcome: Equatable {
    /// - Parameter rejected: how many spans or points the collector did not take, and why.
    case taken(rejected: Int64, reason: String)
    /// Worth another attempt.
    /// - Parameter after: how long the collector asks to wait, in milliseconds.
    case later(after: Int64?, reason: String)
    /// Lost: the same message would be refused again.
    case refused(reason: String)

    /// - Parameter now: the time, for `Retry-After`.
    init(_ answer: TelemetryAnswer, of signal: TelemetrySignal, at now: Timestamp) {
        let reason = "the collector answered with \(answer.status)"
        switch answer.status {
        case 200..<300: self = Self.taken(answer, signal)
        // The statuses that OTLP says may be tried again.
        case 429, 502, 503, 504:
            self = .later(after: RetryAfter.milliseconds(answer.retryAfter, at: now), reason: reason)
        default: self = .refused(reason: reason)
        }
    }

    private static func taken(_ answer: TelemetryAnswer, _ signal: TelemetrySignal) -> ExportOutcome {
        switch signal {
        case .traces:
            let success =
                (try? Opentelemetry_Proto_Collector_Trace_V1_ExportTraceServiceResponse(
                    serializedBytes: answer.body))?.partialSuccess
            return .taken(rejected: max(0, success?.rejectedSpans ?? 0), reason: success?.errorMessage ?? "")
        case .metrics:
            let success =
                (try? Opentelemetry_Proto_Collector_Metrics_V1_ExportMetricsServiceResponse(
                    serializedBytes: answer.body))?.partialSuccess
            return .taken(rejected: max(0, success?.rejectedDataPoints ?? 0), reason: success?.errorMessage ?? "")
        }
    }
}
