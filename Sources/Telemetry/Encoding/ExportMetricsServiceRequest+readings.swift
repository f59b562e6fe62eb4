import Observability
import SwiftProtobuf
import TelemetryMessages

typealias ExportMetricsServiceRequest = Opentelemetry_Proto_Collector_Metrics_V1_ExportMetricsServiceRequest
private typealias Metric = Opentelemetry_Proto_Metrics_V1_Metric
private typealias NumberDataPoint = Opentelemetry_Proto_Metrics_V1_NumberDataPoint
private typealias HistogramDataPoint = Opentelemetry_Proto_Metrics_V1_HistogramDataPoint

extension ExportMetricsServiceRequest {
    /// - Parameters:
    ///   - start: when counting began, in nanoseconds since 1970.
    ///   - time: when the readings were taken, in nanoseconds since 1970.
    init(
        _ readings: [MetricReading], from start: UInt64, at time: UInt64, of resource: Resource,
        scope: InstrumentationScope
    ) {
        self.init()
        resourceMetrics = [
            .with {
                $0.resource = resource
                $0.scopeMetrics = [
                    .with {
                        $0.scope = scope
                        $0.metrics = readings.map { Metric($0, from: start, at: time) }
                    }
                ]
            }
        ]
    }
}

extension Metric {
    fileprivate init(_ reading: MetricReading, from start: UInt64, at time: UInt64) {
        self.init()
        name = reading.name
        description_p = reading.help
        if name.hasSuffix("_seconds") || name.hasSuffix("_seconds_total") { unit = "s" }
        if name.hasSuffix("_bytes") { unit = "By" }
        switch reading.type {
        case .counter:
            sum.aggregationTemporality = .cumulative
            sum.isMonotonic = true
            sum.dataPoints = reading.points.map { NumberDataPoint($0, from: start, at: time) }
        case .gauge: gauge.dataPoints = reading.points.map { NumberDataPoint($0, from: nil, at: time) }
        case .histogram:
            histogram.aggregationTemporality = .cumulative
            histogram.dataPoints = reading.points.map { HistogramDataPoint($0, from: start, at: time) }
        }
    }
}

extension NumberDataPoint {
    fileprivate init(_ point: MetricPoint, from start: UInt64?, at time: UInt64) {
        self.init()
        attributes = point.labels.map { KeyValue($0.name, $0.value) }
        if let start { startTimeUnixNano = start }
        timeUnixNano = time
        switch point.value {
        case .whole(let value): asInt = value
        case .number(let value): asDouble = value
        case .histogram: break
        }
    }
}

extension HistogramDataPoint {
    fileprivate init(_ point: MetricPoint, from start: UInt64, at time: UInt64) {
        self.init()
        attributes = point.labels.map { KeyValue($0.name, $0.value) }
        startTimeUnixNano = start
        timeUnixNano = time
        guard case .histogram(let bounds, let counts, let sum) = point.value else { return }
        count = counts.reduce(0, +)
        self.sum = sum
        bucketCounts = counts
        explicitBounds = bounds
    }
}
