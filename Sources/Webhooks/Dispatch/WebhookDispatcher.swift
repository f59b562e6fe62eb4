package import Logging
package import OAuthCore
import ServiceLifecycle
package import Stores
import Synchronization

/// Follows the audit log and delivers its events to the endpoints that want them: at least once, to one endpoint one after
/// another and in their order as far as retries allow, to different endpoints side by side.
package final class WebhookDispatcher: Sendable {
    private struct State {
        /// The endpoints that a message is on its way to.
        var busy: Set<WebhookID> = []
        var pauses = EndpointPauses()
    }

    private let store: any WebhookStore
    private let sender: WebhookSender
    private let settings: DispatchSettings
    private let signal: WebhookSignal
    private let clock: any WallClock
    private let leads: @Sendable () -> Bool
    private let metrics: WebhookMetrics
    private let logger: Logger
    private let state = Mutex(State())

    /// - Parameters:
    ///   - signal: is waked by whoever writes to the store; once a second the dispatcher looks by itself.
    ///   - leads: whether this node does what one node is enough for. Two may believe so for a moment: each delivery is
    ///     claimed by one all the same, but those to one endpoint may overtake each other then.
    package init(
        store: any WebhookStore, sender: WebhookSender, settings: DispatchSettings, signal: WebhookSignal,
        clock: any WallClock, metrics: WebhookMetrics, leads: @escaping @Sendable () -> Bool = { true }, logger: Logger
    ) {
        self.leads = leads
        self.store = store
        self.sender = sender
        self.settings = settings
        self.signal = signal
        self.clock = clock
        self.metrics = metrics
        self.logger = logger
    }

    private func dispatch() async throws {
        var follower = try await AuditLogFollower(store: store, clock: clock)
        let work = DeliveryWork(
            store: store, sender: sender, settings: settings, clock: clock, metrics: metrics, logger: logger,
            installation: follower.installation)
        await withDiscardingTaskGroup { group in
            group.addTask { await self.tick() }
            signal.wake()
            var isLeading = true
            for await _ in signal.stream {
                defer { isLeading = leads() }
                guard leads() else { continue }
                do {
                    // Others may have gone on where this node stopped.
                    if !isLeading { follower = try await AuditLogFollower(store: store, clock: clock) }
                    try await follower.follow()
                    for claim in try await claim() { group.addTask { await self.deliver(claim, work) } }
                } catch {
                    logger.warning(
                        "webhooks could not be dispatched; it is tried again", metadata: ["reason": "\(error)"])
                }
            }
            group.cancelAll()
        }
    }

    private func tick() async {
        while (try? await Task.sleep(for: .seconds(1))) != nil { signal.wake() }
    }

    private func claim() async throws -> [ClaimedDelivery] {
        let now = clock.now()
        let (busy, free) = state.withLock { state in
            (state.busy.union(state.pauses.paused(at: now)), settings.concurrency - state.busy.count)
        }
        guard free > 0 else { return [] }
        let claimed = try await store.claimDeliveries(
            dueAt: now, lease: now.adding(seconds: settings.lease), limit: free, besides: busy)
        state.withLock { $0.busy.formUnion(claimed.map(\.webhook.id)) }
        return claimed
    }

    private func deliver(_ claim: ClaimedDelivery, _ work: DeliveryWork) async {
        let id = claim.webhook.id
        var isAnswered: Bool?
        do {
            isAnswered = try await work.run(claim)
        } catch {
            logger.warning(
                "the outcome of a webhook could not be stored; it is sent again",
                metadata: ["webhook": "\(id)", "reason": "\(error)"])
        }
        state.withLock { state in
            state.busy.remove(id)
            switch isAnswered {
            case true?: state.pauses.noteAnswer(id)
            case false?: state.pauses.noteUnreachable(id, at: clock.now())
            case nil: break
            }
        }
        signal.wake()
    }
}

extension WebhookDispatcher: Service {
    /// Runs until the program shuts down.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await self.dispatch()
                } catch {
                    self.logger.warning(
                        "webhooks cannot be dispatched yet; it is tried again", metadata: ["reason": "\(error)"])
                    try? await Task.sleep(for: .seconds(1))
                }
            }
        }
    }
}
