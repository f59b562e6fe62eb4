import NIOCore
import NIOEmbedded
import Stores
import Synchronization
import Testing

@testable import AuthorizationServer

@Suite struct HealthTests {
    /// Counts how often it is asked, and answers as it is told.
    private final class Store: InstallationStore {
        let asked = Mutex(0)
        let isWhole = Mutex(true)

        func check() async throws {
            asked.withLock { $0 += 1 }
            await Task.yield()
            guard isWhole.withLock({ $0 }) else { throw CancellationError() }
        }

        func masterKeyFingerprint() async throws -> String? { nil }
        func bind(masterKeyFingerprint: String) async throws {}
        func replaceMasterKey(
            fingerprint old: String, by new: String, _ reseal: @escaping @Sendable (SealedValue) throws -> [UInt8]
        ) async throws -> Int { 0 }
        func close() async throws {}
    }

    @Test func theStoreIsAskedOnceHoweverManyWatch() async {
        let store = Store()
        let readiness = Readiness(store: store, interval: .seconds(3600))
        let answers = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<100 { group.addTask { await readiness.isReady() } }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(answers == [Bool](repeating: true, count: 100))
        #expect(store.asked.withLock { $0 } == 1)
    }

    @Test func afterTheIntervalItIsAskedAgain() async {
        let store = Store()
        let readiness = Readiness(store: store, interval: .zero)
        #expect(await readiness.isReady())
        store.isWhole.withLock { $0 = false }
        #expect(await !readiness.isReady())
        store.isWhole.withLock { $0 = true }
        #expect(await readiness.isReady())
        #expect(store.asked.withLock { $0 } == 3)
    }

    @Test func aWatchEndsWithItsDeadline() async {
        let call = GRPCCall(channel: EmbeddedChannel(), deadline: .now + .milliseconds(20))
        var seen: [HealthEvents.Event] = []
        for await event in HealthEvents.events(of: call, every: .seconds(3600)) { seen.append(event) }
        #expect(seen.last == .deadline)
    }

    @Test func aWatchEndsWhenTheCallerGoesAway() async throws {
        let channel = NIOAsyncTestingChannel()
        let events = HealthEvents.events(of: GRPCCall(channel: channel, deadline: nil), every: .milliseconds(1))
        var ticks = 0
        for await event in events {
            #expect(event == .tick)
            ticks += 1
            if ticks == 3 { try await channel.close() }
        }
        #expect(ticks >= 3)
    }
}
