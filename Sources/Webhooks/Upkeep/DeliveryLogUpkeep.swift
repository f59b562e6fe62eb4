package import Logging
package import OAuthCore
import ServiceLifecycle
package import Stores

/// Keeps the log of deliveries short and its figures fresh.
package struct DeliveryLogUpkeep: Sendable {
    /// For how long finished deliveries are kept, in seconds: 30 days.
    static let retention: Int64 = 30 * 86_400
    private static let batch = 1000
    private static let interval = Duration.seconds(10)

    private let store: any WebhookStore
    private let clock: any WallClock
    private let leads: @Sendable () -> Bool
    private let metrics: WebhookMetrics
    private let logger: Logger

    /// - Parameter leads: whether this node does what one node is enough for; every node has the figures.
    package init(
        store: any WebhookStore, clock: any WallClock, metrics: WebhookMetrics,
        leads: @escaping @Sendable () -> Bool = { true }, logger: Logger
    ) {
        self.leads = leads
        self.store = store
        self.clock = clock
        self.metrics = metrics
        self.logger = logger
    }

    private func work() async throws {
        let now = clock.now()
        metrics.note(try await store.deliveryQueue(), at: now)
        guard leads() else { return }
        // A part at a time, so that other writes are not kept waiting.
        _ = try await store.removeDeliveries(before: now.adding(seconds: -Self.retention), limit: Self.batch)
    }
}

extension DeliveryLogUpkeep: Service {
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            repeat {
                do {
                    try await work()
                } catch {
                    logger.warning(
                        "the log of webhooks could not be looked after; it is tried again",
                        metadata: ["reason": "\(error)"])
                }
            } while (try? await Task.sleep(for: Self.interval)) != nil
        }
    }
}
