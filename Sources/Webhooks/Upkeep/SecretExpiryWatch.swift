import JOSE
package import Logging
package import OAuthCore
import ServiceLifecycle
package import Stores

/// Records an event for every secret that is about to expire, once for each expiry.
package struct SecretExpiryWatch: Sendable {
    private static let batch = 100

    private let store: any WebhookStore
    /// How long before the expiry, in seconds.
    private let notice: Int64
    private let interval: Duration
    private let clock: any WallClock
    private let leads: @Sendable () -> Bool
    private let logger: Logger

    /// How often a node that does not lead looks whether it does.
    private static let leadInterval = Duration.seconds(10)

    /// - Parameter leads: whether this node does what one node is enough for.
    package init(
        store: any WebhookStore, notice: Int64, interval: Duration = .seconds(3600), clock: any WallClock,
        leads: @escaping @Sendable () -> Bool = { true }, logger: Logger
    ) {
        self.leads = leads
        self.store = store
        self.notice = notice
        self.interval = interval
        self.clock = clock
        self.logger = logger
    }

    /// Looks once.
    package func look() async throws {
        let now = clock.now()
        while true {
            let found = try await store.expiringSecrets(
                from: now, before: now.adding(seconds: notice), limit: Self.batch)
            guard !found.isEmpty else { return }
            try await store.noteExpiringSecrets(found) { Self.event($0, now) }
        }
    }

    private static func event(_ secret: ExpiringSecret, _ now: Timestamp) -> AuditEvent {
        AuditEvent(
            time: now, action: .secretExpiring, actor: Actor(name: "mintmark"), subject: secret.id.description,
            details: [
                "client_id": .string(secret.clientID.description),
                "organization_id": secret.organizationID.map { .string($0.description) } ?? .null,
                "expire_time": .string(secret.expireTime.description),
            ])
    }
}

extension SecretExpiryWatch: Service {
    /// Looks at the start and at each interval, while this node leads.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var pause: Duration
            repeat {
                let leads = leads()
                pause = leads ? interval : min(interval, Self.leadInterval)
                do {
                    if leads { try await look() }
                } catch {
                    logger.warning(
                        "secrets about to expire could not be looked for; it is tried again",
                        metadata: ["reason": "\(error)"])
                }
            } while (try? await Task.sleep(for: pause)) != nil
        }
    }
}
