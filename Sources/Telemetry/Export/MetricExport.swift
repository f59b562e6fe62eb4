package import Observability
import ServiceLifecycle
import SwiftProtobuf
import TelemetryMessages
import Traces

/// Sends the values of all metrics at each interval. A message that is lost is made good by the next one, since all
/// values are cumulative; so none is sent twice.
package struct MetricExport: Sendable {
    private let registry: PrometheusRegistry
    private let exporter: TelemetryExporter
    private let resource: Resource
    private let scope: InstrumentationScope
    private let interval: Duration
    private let start: UInt64
    private let now: @Sendable () -> UInt64

    package init(
        _ registry: PrometheusRegistry, exporter: TelemetryExporter, settings: TelemetrySettings, version: String,
        now: @escaping @Sendable () -> UInt64 = UnixTime.nanoseconds
    ) {
        self.registry = registry
        self.exporter = exporter
        resource = Resource(settings.resource)
        scope = .mintmark(version)
        interval = .milliseconds(settings.metricInterval)
        start = now()
        self.now = now
    }

    func send() async {
        let request = ExportMetricsServiceRequest(
            registry.readings(), from: start, at: max(start, now()), of: resource, scope: scope)
        guard let bytes: [UInt8] = try? request.serializedBytes() else { return }
        _ = await exporter.send(bytes, .metrics)
    }
}

extension MetricExport: Service {
    /// Runs until the program shuts down, and sends the last values then.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: interval)) != nil { await send() }
        }
        await TimeLimit.within(TraceExport.lastChance) { await send() }
    }
}
