import Logging
import OAuthCore
import Observability
import ServiceLifecycle
import Telemetry
import Traces

/// Puts together what sends traces and metrics to a collector.
struct TelemetryAssembly: Sendable {
    /// What requests are traced with.
    let tracer: Tracer
    private let queue = SpanQueue()
    private let settings: TelemetrySettings
    private let registry: PrometheusRegistry
    private let clock: any WallClock
    private let logger: Logger

    init(_ settings: TelemetrySettings, registry: PrometheusRegistry, clock: any WallClock, logger: Logger) {
        self.settings = settings
        self.registry = registry
        self.clock = clock
        self.logger = logger
        tracer = Tracer(sampler: settings.sampler, queue: queue)
    }

    /// What runs beside the server. It must begin first, and so ends last, when the last requests are answered.
    func services() -> [any Service] {
        registry.onScrape(
            name: "mintmark_telemetry_spans_dropped_total",
            help: "Recorded spans that the collector did not get, for want of room or because it did not take them.",
            kind: .counter
        ) { [queue] in Double(queue.dropped) }
        let exporter = TelemetryExporter(
            transport: HTTPTelemetryTransport(settings), clock: clock, factory: registry, logger: logger)
        let traces = TraceExport(queue, exporter: exporter, settings: settings, version: ProgramVersion.current)
        let metrics = MetricExport(registry, exporter: exporter, settings: settings, version: ProgramVersion.current)
        return [exporter] + (settings.metricInterval > 0 ? [metrics] : []) + [traces]
    }
}
