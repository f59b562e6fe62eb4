import AuthorizationServer
import Logging
import ManagementClient
import NIOCore
import Observability
import ServiceLifecycle
import Stores
import UnixSignals

/// Runs the server until the process is told to stop.
struct ServerRun {
    let assembly: ServerAssembly

    /// - Parameter ready: called with the port once the server listens.
    /// - Throws: ``CommandFailure`` when it cannot start.
    func run(ready: @escaping @Sendable (Int) async -> Void) async throws {
        let service = try await assembly.service(ready: ready)
        var configuration = ServiceGroupConfiguration(
            services: [service], gracefulShutdownSignals: [.sigterm, .sigint], logger: assembly.logger)
        configuration.maximumGracefulShutdownDuration = .seconds(30)
        do {
            try await ServiceGroup(configuration: configuration).run()
            try await assembly.installation.store.close()
        } catch let error as IOError {
            throw Self.startFailure(error, assembly.installation.configuration)
        }
    }

    private static func startFailure(_ error: IOError, _ configuration: ServerConfiguration) -> CommandFailure {
        let address = "\(configuration.server.host):\(configuration.server.port)"
        switch error.errnoCode {
        case 98, 48:
            return CommandFailure(
                "the address \(address) is in use",
                advice: "stop the program that listens there, or choose another port with \(ConfigurationKey.port.flag)"
            )
        case 13:
            return CommandFailure(
                "this user may not listen on \(address)",
                advice: "choose a port above 1023 with \(ConfigurationKey.port.flag), or give the program the right")
        default:
            return CommandFailure("the server cannot listen on \(address): \(error)")
        }
    }

    /// The logger of the server.
    static func logger(_ configuration: ServerConfiguration) -> Logger {
        let level = configuration.logLevel
        return switch configuration.logFormat {
        case .json: Logger(label: "mintmark") { JSONLogHandler(label: $0, level: level) }
        case .text: Logger(label: "mintmark") { _ in PlainLogHandler(level: level) }
        }
    }
}
