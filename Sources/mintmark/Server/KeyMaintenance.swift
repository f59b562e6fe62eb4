import Logging
import OAuthCore
import ServiceLifecycle
import Stores
import TokenService

/// What time does to keys and revocations: rotates signing keys by the schedule, and removes what has ended.
struct KeyMaintenance: Service {
    let rotation: KeyRotation
    let ring: KeyRing
    let revocations: RevocationList
    let store: any RevocationStore
    let clock: any WallClock
    /// Whether this node is the one that changes what is stored.
    let leads: @Sendable () -> Bool
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .seconds(10))) != nil {
                revocations.removeExpired(at: clock.now())
                guard leads() else { continue }
                await attempt("signing keys could not be rotated") { _ = try await rotation.rotateIfDue(in: ring) }
                await attempt("ended signing keys could not be withdrawn") { try await rotation.removeEnded(in: ring) }
                await attempt("expired revocations could not be removed") {
                    _ = try await store.removeExpiredRevocations(at: clock.now())
                }
            }
        }
    }

    private func attempt(_ failure: String, _ work: () async throws -> Void) async {
        do {
            try await work()
        } catch {
            logger.warning("\(failure); it is tried again", metadata: ["reason": "\(error)"])
        }
    }
}
