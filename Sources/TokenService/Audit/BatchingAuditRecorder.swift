package import CoreMetrics
package import Logging
package import OAuthCore
import ServiceLifecycle
package import Stores
import Synchronization

/// Writes the events of request paths to the store in batches, off those paths.
package final class BatchingAuditRecorder: AuditRecorder {
    /// The most events that wait to be written.
    static let capacity = 1000

    private let store: any AuditStore
    private let interval: Duration
    private let dropped: Counter
    private let logger: Logger
    private let pending = Mutex<[AuditEvent]>([])

    /// - Parameter interval: how often a batch is written.
    package init(
        store: any AuditStore, interval: Duration = .seconds(1), factory: any MetricsFactory, logger: Logger
    ) {
        self.store = store
        self.interval = interval
        dropped = Counter(label: "mintmark_audit_events_dropped", dimensions: [], factory: factory)
        self.logger = logger
    }

    package func note(_ event: AuditEvent) {
        let isFull = pending.withLock { pending in
            guard pending.count < Self.capacity else { return true }
            pending.append(event)
            return false
        }
        if isFull { dropped.increment() }
    }

    /// Writes what was noted. What cannot be written is kept for the next time, as far as there is room.
    package func flush() async {
        let batch = pending.withLock { pending in
            defer { pending = [] }
            return pending
        }
        guard !batch.isEmpty else { return }
        do {
            try await store.append(batch)
        } catch {
            let lost = pending.withLock { pending in
                let all = batch + pending
                pending = Array(all.prefix(Self.capacity))
                return all.count - pending.count
            }
            if lost > 0 { dropped.increment(by: lost) }
            logger.warning("audit events could not be written; it is tried again", metadata: ["reason": "\(error)"])
        }
    }
}

extension BatchingAuditRecorder: Service {
    /// Writes a batch at each interval until the program shuts down, and one last time then.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: self.interval)) != nil {
                await self.flush()
            }
        }
        await flush()
    }
}
