package import Logging
package import OAuthCore
import ServiceLifecycle
package import Stores
import Synchronization

/// Tells the other nodes what this one let through of each limit, and takes in what they did, a few times a second and off
/// the path of requests. What one node lets through is known to all others after two intervals and the time that the
/// store takes.
///
/// While the store cannot be reached, each node goes on with its share: limits are divided by the number of nodes that were
/// last alive.
package final class LimitExchange: Sendable {
    /// How often.
    static let interval = Duration.milliseconds(250)
    /// After how long without the others limits are divided.
    static let patience = Duration.seconds(1)
    /// The most keys of one limit that one statement adds.
    static let batch = 1000
    /// The most batches in one exchange; what is left waits for the next one.
    private static let largestNumberOfBatches = 20
    /// After how many turns this node says that it is alive, and how the leader removes what has ended.
    private static let (lifeTurns, sweepTurns) = (4, 40)

    private struct State {
        var revision: Int64 = 0
        var nodes = 1
        var heard = ContinuousClock.now
        var isAlone = false
    }

    private let store: any LimitUseStore
    private let sharing: LimitSharing
    private let node: Int64
    private let clock: any WallClock
    private let leads: @Sendable () -> Bool
    private let logger: Logger
    private let state = Mutex(State())

    /// - Parameters:
    ///   - node: a number that no other node has.
    ///   - leads: whether this node does what one node is enough for.
    package init(
        store: any LimitUseStore, sharing: LimitSharing, node: Int64, clock: any WallClock,
        leads: @escaping @Sendable () -> Bool, logger: Logger
    ) {
        self.store = store
        self.sharing = sharing
        self.node = node
        self.clock = clock
        self.leads = leads
        self.logger = logger
    }

    /// How many nodes were alive when the store last said so.
    package var nodes: Int { state.withLock { $0.nodes } }

    /// For how many seconds nothing was heard of the others.
    package var silence: Double {
        (ContinuousClock.now - state.withLock { $0.heard }).seconds
    }

    /// Tells and hears once. Calls must not overlap.
    /// - Throws: ``StoreError``; what was to be told is told the next time. When it was stored all the same, it counts
    ///   twice then.
    package func exchange() async throws {
        for limit in sharing.all { try await tell(limit, batches: Self.largestNumberOfBatches) }
        try await hear()
        state.withLock { $0.heard = .now }
        judge(silence: .zero)
    }

    /// Says that this node is alive, and finds out how many others are.
    package func noteAlive() async throws {
        let nodes = try await store.noteNode(node)
        state.withLock { $0.nodes = nodes }
    }

    /// Divides limits, or stops doing so.
    /// - Parameter silence: for how long nothing was heard of the others.
    func judge(silence: Duration) {
        let isAlone = silence > Self.patience
        let (nodes, isNew) = state.withLock { state in
            defer { state.isAlone = isAlone }
            return (state.nodes, state.isAlone != isAlone)
        }
        sharing.share.divide(among: isAlone ? nodes : 1)
        guard isNew else { return }
        if isAlone {
            logger.warning(
                "the use of limits by other nodes is not heard of; each goes on with its share",
                metadata: ["nodes": "\(nodes)"])
        } else {
            logger.info("the use of limits by other nodes is heard of again")
        }
    }

    /// Tells all that is left, when no request comes any more, and says goodbye.
    func finish() async {
        for limit in sharing.all { try? await tell(limit, batches: .max) }
        try? await store.removeNode(node)
    }

    private func tell(_ limit: any SharedLimit, batches: Int) async throws {
        for _ in 0..<batches {
            let uses = limit.usesToTell(limit: Self.batch, at: clock.now())
            guard !uses.isEmpty else { return limit.settle(areStored: true) }
            do {
                try await store.add(uses)
                limit.settle(areStored: true)
            } catch {
                limit.settle(areStored: false)
                throw error
            }
            guard uses.rates.count + uses.periods.count == Self.batch else { return }
        }
    }

    private func hear() async throws {
        var hasMore = true
        while hasMore {
            let part = try await store.limitUses(
                after: state.withLock { $0.revision }, limit: 5 * Self.batch)
            let now = clock.now()
            for limit in sharing.all { limit.note(part, at: now) }
            state.withLock { $0.revision = part.revision }
            hasMore = part.hasMore
        }
    }

    private func sweep() async throws {
        while try await store.removeEndedLimitUses(limit: Self.batch) >= Self.batch {
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}

extension LimitExchange: Service {
    /// Exchanges at each interval until the program shuts down, and tells what is left then. A server that is shut down
    /// before it has ended its last request by that time (see ``ServiceGroup``: the last service of a group ends first).
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.work() }
                // Beside it, since a store that hangs holds the work up.
                group.addTask {
                    while (try? await Task.sleep(for: Self.interval)) != nil {
                        self.judge(silence: ContinuousClock.now - self.state.withLock { $0.heard })
                    }
                }
            }
        }
        await finish()
    }

    private func work() async {
        var turn = 0
        while (try? await Task.sleep(for: Self.interval)) != nil {
            do {
                if turn.isMultiple(of: Self.lifeTurns) { try await noteAlive() }
                try await exchange()
                turn += 1
                if turn.isMultiple(of: Self.sweepTurns), leads() { try await sweep() }
            } catch {
                logger.debug("the use of limits could not be exchanged", metadata: ["reason": "\(error)"])
            }
        }
    }
}
