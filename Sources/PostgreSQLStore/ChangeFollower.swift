package import Logging
package import OAuthCore
import ServiceLifecycle
package import Stores

/// Keeps a node in step with the others: what one of them changes is in this one's memory as soon as the notification
/// has come, and within a second when none does.
package struct ChangeFollower: Service {
    private let store: PostgreSQLStore
    private let start: Int64
    private let freshness: Freshness
    private let keysChanged: @Sendable ([SigningKeyRecord]) throws -> Void
    private let readAnew: @Sendable () async throws -> Void
    private let heard: @Sendable () -> Void
    private let listener: ChangeListener
    private let logger: Logger

    /// After how many turns the keys are compared with the stored ones, whatever was heard.
    private static let keyInterval = 10
    /// In milliseconds; less than what validators commonly allow for.
    private static let clockTolerance: Int64 = 5000

    /// - Parameters:
    ///   - start: the ``PostgreSQLStore/lastChange()`` before anything was read into memory.
    ///   - freshness: is told when memory was in step.
    ///   - keysChanged: puts the stored signing keys in force.
    ///   - readAnew: reads everything that is in memory anew, after changes were missed.
    ///   - heard: called when something was changed, be it by another node; must not block.
    package init(
        store: PostgreSQLStore, start: Int64, freshness: Freshness, logger: Logger,
        keysChanged: @escaping @Sendable ([SigningKeyRecord]) throws -> Void,
        readAnew: @escaping @Sendable () async throws -> Void, heard: @escaping @Sendable () -> Void = {}
    ) {
        self.heard = heard
        self.store = store
        self.start = start
        self.freshness = freshness
        self.keysChanged = keysChanged
        self.readAnew = readAnew
        self.logger = logger
        listener = ChangeListener(store.address)
    }

    /// Whether this node is the one that does what one node is enough for.
    package var isLeader: Bool { listener.isLeader }

    package func run() async throws {
        let (signals, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        listener.start { continuation.yield() }
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    while (try? await Task.sleep(for: .seconds(1))) != nil { continuation.yield() }
                    continuation.finish()
                }
                group.addTask { await follow(signals) }
            }
        }
        try await listener.stop()
    }

    private func follow(_ signals: AsyncStream<Void>) async {
        var last = start
        var turn = 0
        var isInStep = true
        var isRightTime = true
        for await _ in signals {
            turn += 1
            do {
                let now = try await step(after: last, turn)
                if now != last { heard() }
                last = now
                if !isInStep { logger.info("the store is heard again; memory is in step with it") }
                isInStep = true
                isRightTime = compareClocks(wasRight: isRightTime)
            } catch {
                if isInStep {
                    logger.warning(
                        "the store is not heard; it is tried again every second", metadata: ["reason": "\(error)"])
                }
                isInStep = false
            }
        }
    }

    /// - Returns: whether the clock of this machine is about right.
    private func compareClocks(wasRight: Bool) -> Bool {
        let lead = store.clock.machineLead
        let isRight = abs(lead) < Self.clockTolerance
        if wasRight, !isRight {
            logger.warning(
                "the clocks of this machine and of the database differ; the database's is used. Set both by NTP",
                metadata: ["ahead_milliseconds": "\(lead)"])
        }
        return isRight
    }

    private func step(after last: Int64, _ turn: Int) async throws -> Int64 {
        let moment = ContinuousClock.now
        switch try await store.follow(after: last) {
        case .upToDate(let now, let keys):
            if let keys {
                try keysChanged(keys)
            } else if turn.isMultiple(of: Self.keyInterval) {
                try keysChanged(try await store.signingKeys())
            }
            freshness.noteHeard(since: moment)
            return now
        case .missed(let now):
            logger.warning("changes in the store were missed; everything is read anew")
            try await readAnew()
            try keysChanged(try await store.signingKeys())
            freshness.noteHeard(since: moment)
            return now
        }
    }
}
