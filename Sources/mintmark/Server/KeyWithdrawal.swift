import Logging
import ServiceLifecycle
import TokenService

/// Withdraws signing keys whose last token has expired.
struct KeyWithdrawal: Service {
    let rotation: KeyRotation
    let ring: KeyRing
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .seconds(10))) != nil {
                do {
                    try await rotation.removeEnded(in: ring)
                } catch {
                    logger.warning(
                        "ended signing keys could not be withdrawn; it is tried again", metadata: ["reason": "\(error)"]
                    )
                }
            }
        }
    }
}
