/// What OTLP carries, by the last part of its path.
package enum TelemetrySignal: String, Sendable {
    case traces
    case metrics
}
