import CoreMetrics
import Logging
import OAuthCore
import Stores
import Synchronization
import Testing

@testable import Webhooks

/// Dispatchers of two nodes on one store, of which one leads at a time.
@Suite(.timeLimit(.minutes(5))) struct LeaderTests {
    private let bench: Workbench
    private let leader = Leader()

    private final class Leader: Sendable {
        let name = Mutex("one")

        func isLeading(_ name: String) -> Bool { self.name.withLock { $0 == name } }
    }

    init() throws {
        bench = try Workbench()
    }

    private func dispatcher(_ name: String, _ transport: ScriptedTransport, _ signal: WebhookSignal)
        -> WebhookDispatcher
    {
        WebhookDispatcher(
            store: bench.store, sender: WebhookSender(transport: transport, sealer: bench.sealer, clock: bench.clock),
            settings: bench.settings, signal: signal, clock: bench.clock,
            metrics: WebhookMetrics(factory: NOOPMetricsHandler.instance),
            leads: { [leader] in leader.isLeading(name) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    @Test func theLeaderAloneDeliversAndTheNextOneGoesOnBehindIt() async throws {
        let transports = [0, 1].map { _ in ScriptedTransport { _ in WebhookAnswer(status: 200) } }
        let signals = [WebhookSignal(), WebhookSignal()]
        _ = try await bench.add()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (name, index) in [("one", 0), ("other", 1)] {
                let dispatcher = dispatcher(name, transports[index], signals[index])
                group.addTask { try await dispatcher.run() }
            }
            for (round, name) in ["one", "other", "one", "other"].enumerated() {
                leader.name.withLock { $0 = name }
                let before = transports.map(\.requests.count)
                for _ in 0..<5 {
                    try await bench.record(Sample.event())
                    for signal in signals { signal.wake() }
                }
                let leading = round % 2
                while transports[leading].requests.count < before[leading] + 5 {
                    try await Task.sleep(for: .milliseconds(10))
                }
                #expect(transports[1 - leading].requests.count == before[1 - leading])
            }
            group.cancelAll()
        }
        let ids = transports.flatMap(\.requests).map { $0.headers[WebhookHeaders.id] }
        #expect(ids.count == 20 && Set(ids).count == 20)
    }
}
