import AuthorizationServer
import Logging
import ManagementClient
import Observability
import ServiceLifecycle
import Stores
import Traces
import UnixSignals

/// Runs the server until the process is told to stop.
struct ServerRun {
    let assembly: ServerAssembly

    /// - Parameter ready: called with the port once the server listens.
    /// - Throws: ``CommandFailure`` when it cannot start.
    func run(ready: @escaping @Sendable (Int) async -> Void) async throws {
        let service = try await assembly.service { port in
            await ready(port)
            StartupCode.release()
        }
        var configuration = ServiceGroupConfiguration(
            services: [service], gracefulShutdownSignals: [.sigterm, .sigint], logger: assembly.logger)
        configuration.maximumGracefulShutdownDuration = .seconds(30)
        do {
            try await ServiceGroup(configuration: configuration).run()
            try await assembly.installation.store.close()
        } catch let error where ListenFailure.isOne(error) {
            throw ListenFailure.explained(error, assembly.installation.configuration.server)
        }
    }

    /// The logger of the server.
    static func logger(_ configuration: ServerConfiguration) -> Logger {
        let level = configuration.logLevel
        let traces = configuration.telemetry.map { _ in Logger.MetadataProvider(Self.trace) }
        return switch configuration.logFormat {
        case .json: Logger(label: "mintmark") { JSONLogHandler(label: $0, level: level, metadataProvider: traces) }
        case .text: Logger(label: "mintmark") { _ in PlainLogHandler(level: level, metadataProvider: traces) }
        }
    }

    /// Names the span that a log line belongs to.
    @Sendable private static func trace() -> Logger.Metadata {
        guard let context = OpenSpan.current?.context else { return [:] }
        return ["trace_id": "\(context.traceID)", "span_id": "\(context.spanID)"]
    }
}
