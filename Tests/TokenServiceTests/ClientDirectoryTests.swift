import JOSE
import OAuthCore
import Stores
import Synchronization
import Testing
import TokenService

@Suite struct ClientDirectoryTests {
    @Test func aChangedOrRemovedClientIsSeenAtOnce() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register()
        try await bench.clients.fill(from: bench.store)
        #expect(try await bench.ask(client).json["scope"] == "read write")
        let event = bench.event(.clientUpdated)
        _ = try await bench.store.updateClient(client.id, of: client.organizationID) { client in
            client.scopes = ["read"]
            return event
        }
        #expect(try await bench.ask(client).json["scope"] == "read")
        _ = try await bench.store.updateClient(client.id, of: client.organizationID) { client in
            client.secrets[0].status = .inactive
            return event
        }
        #expect(try await bench.ask(client).status == 401)
        _ = try await bench.store.deleteClient(client.id, of: client.organizationID, recording: event)
        guard case .unknown = bench.clients.lookup(client.id) else {
            Issue.record("the removed client is still known")
            return
        }
    }

    @Test func deletingAnOrganizationEndsItsClientsAtOnce() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let organization = try await bench.makeOrganization()
        let client = try await bench.register(in: organization)
        #expect(try await bench.ask(client).status == 200)
        #expect(try await bench.store.deleteOrganization(organization, recording: bench.event(.organizationDeleted)))
        #expect(try await bench.ask(client).status == 401)
    }

    @Test func memoryIsBoundedAndEveryClientIsStillServed() async throws {
        let bench = try await Workbench(capacity: 10)
        defer { bench.remove() }
        let organization = try await bench.makeOrganization()
        var clients: [Client] = []
        for _ in 0..<30 { clients.append(try await bench.register(in: organization)) }
        try await bench.clients.fill(from: bench.store)
        #expect(bench.clients.count == 10)
        for client in clients {
            #expect(try await bench.ask(client).status == 200)
            #expect(bench.clients.count <= 10)
        }
    }

    /// However full memory is, nobody makes room who came after those who are there.
    @Test func whoMakesRoomIsNotWhoCameLast() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        var clients: [Client] = []
        for _ in 0..<60 { clients.append(try await bench.register()) }
        let directory = ClientDirectory(environment: bench.environment, capacity: 20)
        for round in [clients[0..<20], clients[20..<40], clients[40..<60]] {
            for client in round { directory.clientsChanged(.saved(client)) }
            #expect(directory.count == 20)
            for client in round {
                guard case .known = directory.lookup(client.id) else {
                    Issue.record("a client that came last had to make room")
                    return
                }
            }
        }
    }

    /// A client that is removed while it is being read must not come back.
    @Test func aChangeDuringAReadWins() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register()
        let directory = ClientDirectory(environment: bench.environment, capacity: 10)
        let slow = SlowStore(client: client) { reads in
            if reads == 1 { directory.clientsChanged(.removed([client.id])) }
        }
        let loaded = try await directory.load(client.id, from: slow)
        #expect(loaded == nil)
        #expect(slow.reads.withLock { $0 } == 2)
        #expect(directory.count == 0)
    }

    /// One change must make each reader read once more, not for ever.
    @Test func manyReadersOfAChangedClientComeToAnEnd() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register()
        let directory = ClientDirectory(environment: bench.environment, capacity: 10)
        let slow = SlowStore(client: client) { reads in
            if reads == 10 { directory.clientsChanged(.saved(client)) }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { _ = try await directory.load(client.id, from: slow) } }
            try await group.waitForAll()
        }
        #expect(slow.reads.withLock { $0 } <= 40)
    }

    /// A client that was dropped for want of room while memory was being filled is not unknown.
    @Test func whatIsDroppedDuringTheFillIsNotUnknown() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let organization = try await bench.makeOrganization()
        let stored = try await [bench.register(in: organization), bench.register(in: organization)]
        let newcomer = try await bench.register(in: organization)
        let directory = ClientDirectory(environment: bench.environment, capacity: 2)
        try await directory.fill(from: FillingStore(clients: stored) { directory.clientsChanged(.saved(newcomer)) })
        for client in stored {
            if case .unknown = directory.lookup(client.id) { Issue.record("a stored client is unknown") }
        }
    }

    /// A node that missed changes fills its memory anew while the first fill is under way.
    @Test func aFillThatIsOvertakenDoesNotMakeMemoryComplete() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register()
        let stranger = try await bench.register()
        let directory = ClientDirectory(environment: bench.environment, capacity: 10)
        let (began, begins) = AsyncStream<Void>.makeStream()
        let (ended, ends) = AsyncStream<Void>.makeStream()
        let second = FillingStore(clients: [client]) {
            begins.finish()
            for await _ in ended {}
        }
        let (forgotten, forgets) = AsyncStream<Void>.makeStream()
        async let refilled: Void = {
            for await _ in forgotten {}
            try await directory.fill(from: second)
        }()
        try await directory.fill(
            from: FillingStore(clients: [client]) {
                directory.forgetAll()
                forgets.finish()
                for await _ in began {}
            })
        if case .unknown = directory.lookup(stranger.id) { Issue.record("what is being filled counts as complete") }
        ends.finish()
        try await refilled
        guard case .unknown = directory.lookup(stranger.id) else {
            Issue.record("what was filled is not complete")
            return
        }
    }

    @Test func aChangeDuringTheFillWins() async throws {
        let bench = try await Workbench()
        defer { bench.remove() }
        let client = try await bench.register()
        let directory = ClientDirectory(environment: bench.environment, capacity: 10)
        let slow = SlowStore(client: client) { reads in
            if reads == 1 { directory.clientsChanged(.removed([client.id])) }
        }
        try await directory.fill(from: slow)
        #expect(directory.count == 0)
    }
}

/// A store from which a client disappears between the moment it is read and the moment the reader has it.
private final class SlowStore: ReadOnlyStore {
    let reads = Mutex(0)
    private let client: Client
    private let whileReading: @Sendable (Int) -> Void

    init(client: Client, whileReading: @escaping @Sendable (Int) -> Void) {
        self.client = client
        self.whileReading = whileReading
    }

    private func read() -> Int {
        let count = reads.withLock { reads in
            reads += 1
            return reads
        }
        whileReading(count)
        return count
    }

    func client(_ id: ClientID) async throws -> Client? { read() == 1 ? client : nil }
    func clients(after number: Int64, limit: Int) async throws -> [Client] { read() == 1 ? [client] : [] }
}

/// Gives all clients in one batch, and lets something happen before it says that there are no more.
private struct FillingStore: ReadOnlyStore {
    let clients: [Client]
    let beforeTheEnd: @Sendable () async -> Void

    func client(_ id: ClientID) async throws -> Client? { nil }

    func clients(after number: Int64, limit: Int) async throws -> [Client] {
        guard number == 0 else {
            await beforeTheEnd()
            return []
        }
        return clients
    }
}
