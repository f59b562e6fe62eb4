package import CoreMetrics
package import Logging
package import OAuthCore
import ServiceLifecycle
import Synchronization

/// Hands messages to the collector, one at a time, and tells the operator when that begins to fail and when it works again.
package final class TelemetryExporter: Sendable {
    let transport: any TelemetryTransport
    private let clock: any WallClock
    private let factory: any MetricsFactory
    private let logger: Logger
    private let failing = Mutex<Set<TelemetrySignal>>([])

    package init(
        transport: any TelemetryTransport, clock: any WallClock, factory: any MetricsFactory, logger: Logger
    ) {
        self.transport = transport
        self.clock = clock
        self.factory = factory
        self.logger = logger
    }

    /// Sends one message, once.
    func send(_ body: [UInt8], _ signal: TelemetrySignal) async -> ExportOutcome {
        var outcome: ExportOutcome
        do {
            outcome = ExportOutcome(try await transport.send(body, signal), of: signal, at: clock.now())
        } catch {
            outcome = .later(after: nil, reason: "the collector did not answer: \(error)")
        }
        note(outcome, signal)
        return outcome
    }

    private func note(_ outcome: ExportOutcome, _ signal: TelemetrySignal) {
        switch outcome {
        case .taken(rejected: 0, _):
            count(signal, "taken")
            guard failing.withLock({ $0.remove(signal) }) != nil else { return }
            logger.notice("the collector takes \(signal.rawValue) again")
        case .taken(let rejected, let reason):
            count(signal, "taken")
            complain(signal, "the collector rejected \(rejected): \(reason.prefix(200))")
        case .later(_, let reason):
            count(signal, "failed")
            complain(signal, reason)
        case .refused(let reason):
            count(signal, "refused")
            complain(signal, reason)
        }
    }

    private func count(_ signal: TelemetrySignal, _ outcome: String) {
        Counter(
            label: "mintmark_telemetry_exports", dimensions: [("signal", signal.rawValue), ("outcome", outcome)],
            factory: factory
        ).increment()
    }

    /// Once, until it works again.
    private func complain(_ signal: TelemetrySignal, _ reason: String) {
        guard failing.withLock({ $0.insert(signal).inserted }) else { return }
        logger.warning(
            "\(signal.rawValue) cannot be sent to the collector; requests are answered all the same",
            metadata: ["reason": "\(reason)"])
    }
}

extension TelemetryExporter: Service {
    /// Closes the connections to the collector when the program shuts down and all is sent.
    package func run() async throws {
        try? await gracefulShutdown()
        await transport.close()
    }
}
