import OAuthCore
import Stores
import Testing

@testable import TokenService

/// A node that hears of no change answers nothing that changes could have made wrong, though the store can be read.
@Suite struct StaleMemoryTests {
    @Test func clientsAreNotServedFromMemoryNorWithKeysAndRevocationsInMemory() async throws {
        let bench = try await Workbench()
        let client = try await bench.register()
        let freshness = Freshness(bound: .zero)
        let clients = ClientDirectory(environment: bench.environment, capacity: 10, freshness: freshness)
        freshness.noteHeard(since: .now + .seconds(100))
        #expect(try await clients.load(client.id, from: bench.store)?.id == client.id)
        guard case .known = clients.lookup(client.id) else {
            Issue.record("memory in step is answered from")
            return
        }
        freshness.noteHeard(since: .now - .seconds(1))
        guard case .notLoaded = clients.lookup(client.id) else {
            Issue.record("memory out of step is not answered from")
            return
        }
        let error = await #expect(throws: StoreError.self) { _ = try await clients.load(client.id, from: bench.store) }
        #expect(error?.code == .unavailable && error?.reason.contains("nothing was heard from the store") == true)
    }

    @Test func revocationsAreNotSignedAsIfTheyWereTheNewest() async throws {
        let bench = try await Workbench()
        let freshness = Freshness(bound: .zero)
        let feed = RevocationFeed(
            issuer: "https://auth.example.com", list: bench.revocations, keyRing: bench.ring, clock: bench.clock,
            freshness: freshness)
        freshness.noteHeard(since: .now + .seconds(100))
        _ = try feed.document()
        #expect(try feed.changes(since: 0) == nil)
        freshness.noteHeard(since: .now - .seconds(1))
        #expect(throws: StoreError.self) { _ = try feed.document() }
        #expect(throws: StoreError.self) { _ = try feed.changes(since: 0) }
    }
}
