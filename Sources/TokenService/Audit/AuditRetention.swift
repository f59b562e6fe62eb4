import JOSE
package import Logging
package import OAuthCore
import ServiceLifecycle
package import Stores

/// Removes once a day what is kept long enough: the oldest audit events, and counts of tokens that have expired.
package struct AuditRetention: Sendable {
    /// For how long counts are kept at least, in hours.
    static let hoursOfCounts: Int64 = 30 * 24
    /// The most rows that one transaction removes, since no other write comes between.
    static let batch = 2000

    private let store: any AuditStore & TokenCountStore
    /// Seconds; `nil` for ever.
    private let age: Int64?
    private let clock: any WallClock
    private let leads: @Sendable () -> Bool
    private let logger: Logger

    /// How often a node that does not lead looks whether it does.
    private static let leadInterval = Duration.seconds(10)

    /// - Parameters:
    ///   - age: for how many seconds events are kept; `nil` for ever.
    ///   - leads: whether this node does what one node is enough for.
    package init(
        store: any AuditStore & TokenCountStore, age: Int64?, clock: any WallClock,
        leads: @escaping @Sendable () -> Bool = { true }, logger: Logger
    ) {
        self.leads = leads
        self.store = store
        self.age = age
        self.clock = clock
        self.logger = logger
    }

    /// Removes what is due.
    package func apply() async throws {
        let now = clock.now()
        if let age { try await removeEvents(before: now.adding(seconds: -age), at: now) }
        let hour = TokenCount.hour(of: now) - Self.hoursOfCounts
        while try await store.removeTokenCounts(before: hour, expiredAt: now, limit: Self.batch) == Self.batch {
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    private func removeEvents(before time: Timestamp, at now: Timestamp) async throws {
        var removed: Int64 = 0
        var last: AuditPruning?
        repeat {
            last = try await store.pruneAuditEvents(before: time, limit: Self.batch) { pruning in
                AuditEvent(
                    time: now, action: .auditPruned, actor: Actor(name: "mintmark"), subject: "audit_events",
                    details: [
                        "first_sequence": .integer(pruning.firstSequence),
                        "last_sequence": .integer(pruning.lastSequence), "before": .string(time.description),
                    ])
            }
            removed += last?.count ?? 0
            try await Task.sleep(for: .milliseconds(10))
        } while last?.count == Int64(Self.batch)
        guard removed > 0 else { return }
        logger.info("old audit events removed", metadata: ["events": "\(removed)", "before": "\(time)"])
    }
}

extension AuditRetention: Service {
    /// Applies the retention at the start and every day until the program shuts down, while this node leads.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var pause: Duration
            repeat {
                let leads = self.leads()
                pause = leads ? .seconds(86_400) : Self.leadInterval
                do {
                    if leads { try await self.apply() }
                } catch is CancellationError {
                    return
                } catch {
                    self.logger.error(
                        "old audit events could not be removed; it is tried again in a day",
                        metadata: ["reason": "\(error)"])
                }
            } while (try? await Task.sleep(for: pause)) != nil
        }
    }
}
