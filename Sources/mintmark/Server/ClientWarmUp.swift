import Logging
import ServiceLifecycle
import Stores
import TokenService

/// Reads all clients into memory while the server already serves.
struct ClientWarmUp: Service {
    let clients: ClientDirectory
    let store: any ClientStore
    let logger: Logger

    func run() async throws {
        do {
            try await clients.fill(from: store)
            logger.info("clients are in memory", metadata: ["clients": "\(clients.count)"])
        } catch {
            logger.warning(
                "clients could not be read ahead; they are read as they are asked for", metadata: ["reason": "\(error)"]
            )
        }
        try? await gracefulShutdown()
    }
}
