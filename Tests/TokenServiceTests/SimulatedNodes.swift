import Logging
import OAuthCore
import StoreContract
import Synchronization

@testable import TokenService

/// A clock that shows the simulation's time with a fault of its own.
final class SimulatedClock: WallClock {
    private let time: Mutex<Int64>
    /// In milliseconds.
    let fault: Int64

    init(_ start: Int64, fault: Int64 = 0) {
        time = Mutex(start)
        self.fault = fault
    }

    func now() -> Timestamp { Timestamp(milliseconds: time.withLock { $0 } + fault) }

    func set(_ time: Int64) {
        self.time.withLock { $0 = time }
    }
}

/// One of several nodes on one store, without tasks: the test says when it exchanges.
final class SimulatedNode: Sendable {
    let clock: SimulatedClock
    let sharing = LimitSharing()
    let quotas: QuotaCounter
    let rates: RateLimiter<ClientID>
    let throttle: GuessThrottle
    let exchange: LimitExchange

    init(
        _ number: Int64, _ store: LimitUseModel, at start: Int64, fault: Int64 = 0, rate: RateLimit, guesses: Int64 = 5
    ) {
        clock = SimulatedClock(start, fault: fault)
        quotas = QuotaCounter(sharing: sharing)
        rates = RateLimiter(rate, name: "test", sharing: sharing)
        throttle = GuessThrottle(burst: guesses, sharing: sharing)
        exchange = LimitExchange(
            store: store, sharing: sharing, node: number, clock: clock, leads: { true },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }
}

/// Nodes on one store, each of which exchanges every 250 ms and up to 50 ms later, at times of its own.
struct Simulation {
    /// After how many milliseconds every node knows what another one let through.
    static let delay: Int64 = 2 * 300

    static let start: Int64 = 1_800_000_000_000
    let store: LimitUseModel
    let nodes: [SimulatedNode]
    private let storeClock = SimulatedClock(start)
    private(set) var now = start
    /// By how many milliseconds all clocks are wrong.
    private var fault: Int64 = 0
    private var exchanges: [Int64]

    /// - Parameter fault: by how many milliseconds the clocks of nodes may be wrong.
    init(nodes count: Int, rate: RateLimit = RateLimit(burst: 1, perSecond: 1), fault: Int64 = 0) async throws {
        let store = LimitUseModel(clock: storeClock)
        self.store = store
        nodes = (0..<count).map { number in
            SimulatedNode(
                Int64(number), store, at: Self.start, fault: .random(in: -fault...fault), rate: rate)
        }
        exchanges = nodes.map { _ in Self.start + .random(in: 0...250) }
        for node in nodes {
            try await node.exchange.noteAlive()
            try await node.exchange.exchange()
        }
        for node in nodes { try await node.exchange.noteAlive() }
    }

    /// Lets time pass, and the nodes exchange.
    /// - Parameter milliseconds: 0 or more.
    mutating func pass(_ milliseconds: Int64) async {
        let end = now + milliseconds
        while let next = exchanges.indices.min(by: { exchanges[$0] < exchanges[$1] }), exchanges[next] <= end {
            set(exchanges[next])
            try? await nodes[next].exchange.exchange()
            exchanges[next] += 250 + .random(in: 0...50)
        }
        set(end)
    }

    private mutating func set(_ time: Int64) {
        now = max(now, time)
        storeClock.set(now + fault)
        for node in nodes { node.clock.set(now + fault) }
    }

    /// Sets the clock that all go by, the store's, to another time.
    mutating func moveClocks(_ milliseconds: Int64) {
        fault += milliseconds
        set(now)
    }
}
