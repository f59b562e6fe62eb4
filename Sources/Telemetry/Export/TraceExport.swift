import Logging
import ServiceLifecycle
import SwiftProtobuf
import TelemetryMessages
package import Traces

/// Sends recorded spans in batches: when there is a whole one, and what there is every five seconds.
package struct TraceExport: Sendable {
    /// For how long spans wait for a batch to fill.
    static let interval = Duration.seconds(5)
    /// For how long the last spans are sent when the program shuts down.
    static let lastChance = Duration.seconds(5)

    private let queue: SpanQueue
    private let exporter: TelemetryExporter
    private let resource: Resource
    private let scope: InstrumentationScope

    package init(_ queue: SpanQueue, exporter: TelemetryExporter, settings: TelemetrySettings, version: String) {
        self.queue = queue
        self.exporter = exporter
        resource = Resource(settings.resource)
        scope = .mintmark(version)
    }

    /// Sends what waits until nothing does, or the collector fails.
    /// - Returns: how long to leave the collector alone; `nil` when all is sent.
    func drain(_ pace: inout ExportPace, jitter: () -> Double = { .random(in: 0...1) }) async -> Duration? {
        while true {
            let batch = queue.take()
            guard !batch.isEmpty else { return nil }
            guard
                let bytes: [UInt8] = try? ExportTraceServiceRequest(batch, of: resource, scope: scope).serializedBytes()
            else {
                queue.noteLost(batch.count)
                continue
            }
            switch await exporter.send(bytes, .traces) {
            case .taken(let rejected, _):
                pace.noteSuccess()
                queue.noteLost(min(Int(clamping: rejected), batch.count))
            case .refused:
                pace.noteSuccess()
                queue.noteLost(batch.count)
            case .later(let wish, _):
                queue.putBack(batch)
                return .milliseconds(pace.noteFailure(wish: wish, jitter: jitter()))
            }
        }
    }

    private func waitForBatch() async {
        await TimeLimit.within(Self.interval) { [queue] in for await _ in queue.batches { return } }
    }
}

extension TraceExport: Service {
    /// Runs until the program shuts down, and sends what is left then.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var pace = ExportPace()
            while !Task.isCancelled {
                await waitForBatch()
                guard let pause = await drain(&pace) else { continue }
                try? await Task.sleep(for: pause)
            }
        }
        await TimeLimit.within(Self.lastChance) {
            var pace = ExportPace()
            _ = await drain(&pace)
        }
    }
}

extension InstrumentationScope {
    static func mintmark(_ version: String) -> InstrumentationScope {
        .with {
            $0.name = "mintmark"
            $0.version = version
        }
    }
}
