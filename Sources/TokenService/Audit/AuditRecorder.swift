package import Logging
package import OAuthCore
import ServiceLifecycle
package import Stores
import Synchronization

/// Takes events that go with no change, off the path of requests, and writes them in batches in bounded memory.
package final class AuditRecorder: Sendable {
    /// The most events that wait to be written; more are dropped and counted.
    static let capacity = 20_000

    private struct State {
        var waiting: [AuditEvent] = []
        var repeated = RepeatedEvents()
        var dropped: Int64 = 0
    }

    private let store: any AuditStore
    private let clock: any WallClock
    private let interval: Duration
    private let logger: Logger
    private let state = Mutex(State())

    /// - Parameter interval: how often a batch is written.
    package init(store: any AuditStore, clock: any WallClock, interval: Duration = .seconds(1), logger: Logger) {
        self.store = store
        self.clock = clock
        self.interval = interval
        self.logger = logger
    }

    /// How many events were lost because too many waited.
    package var dropped: Int64 { state.withLock { $0.dropped } }

    /// Notes an event, without waiting.
    package func note(_ event: AuditEvent) {
        state.withLock { state in
            guard state.waiting.count < Self.capacity else {
                state.dropped += 1
                return
            }
            state.waiting.append(event)
        }
    }

    /// Notes an event of which there may be many in a minute, without waiting; they are counted then.
    /// - Parameter reason: one of a bounded set.
    package func noteRepeated(_ event: AuditEvent, reason: String) {
        state.withLock { $0.repeated.note(event, reason: reason) }
    }

    /// Writes what was noted. What cannot be written is kept for the next time, as far as there is room.
    /// - Parameter isLast: whether counts of minutes that are not over are written too.
    package func flush(isLast: Bool = false) async {
        let now = clock.now()
        let batch = state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting + state.repeated.take(at: now, isLast: isLast)
        }
        guard !batch.isEmpty else { return }
        do {
            try await store.append(batch)
        } catch {
            state.withLock { state in
                let all = batch + state.waiting
                state.waiting = Array(all.prefix(Self.capacity))
                state.dropped += Int64(all.count - state.waiting.count)
            }
            logger.warning("audit events could not be written; it is tried again", metadata: ["reason": "\(error)"])
        }
    }
}

extension AuditRecorder: Service {
    /// Writes a batch at each interval until the program shuts down, and everything then.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: self.interval)) != nil {
                await self.flush()
            }
        }
        await flush(isLast: true)
    }
}
