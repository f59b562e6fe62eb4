import Logging
import OAuthCore
import StoreContract
import StoredRows
import Stores
import Synchronization
import Testing

@testable import PostgreSQLStore

@Suite("Nodes on one database", .timeLimit(.minutes(5)))
struct NodesTests {
    private let address: ServerAddress

    init() async throws {
        address = try await TestServer.makeDatabase()
    }

    private func open(_ observer: ObservedChanges? = nil) async throws -> PostgreSQLStore {
        try await PostgreSQLStore(
            address, auditChain: Example.chain, observer: observer, revocationObserver: observer)
    }

    @Test("may all start at the same time on an empty database")
    func concurrentStart() async throws {
        let stores = try await withThrowingTaskGroup(of: PostgreSQLStore.self) { group in
            for _ in 0..<6 { group.addTask { try await open() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        try await stores[0].insert(Example.client(1), recording: Example.event)
        for store in stores {
            #expect(try await store.client(Example.client(1).id)?.name == "client 1")
            try await store.close()
        }
    }

    @Test("forget the marks of processes that ended long ago, and keep the others")
    func marks() async throws {
        let first = try await open()
        try await first.insert(Example.client(1), recording: Example.event)
        let connection = try Connection(address)
        try connection.run("INSERT INTO counters (name, value) VALUES ('process old', 5)")
        let second = try await open()
        try await second.insert(Example.client(2), recording: Example.event)
        let names = try connection.run("SELECT name FROM counters WHERE name LIKE 'process %'", []).rows
        #expect(names.count == 2 && !names.contains([.text("process old")]))
        try await first.close()
        try await second.close()
    }

    private struct StillClock: WallClock {
        let time: Timestamp
        func now() -> Timestamp { time }
    }

    /// Whatever the clock of this machine shows: a day more than the database's, or a day less.
    @Test("tell the age of marks by the clock of the database", arguments: [-2, 0, 2] as [Int64])
    func marksByTheClockOfTheDatabase(days: Int64) async throws {
        try await open().close()
        let connection = try Connection(address)
        // What the server's own functions are called, found before them.
        try connection.run(
            """
            CREATE SCHEMA other_clock;
            CREATE FUNCTION other_clock.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS
            $$ SELECT pg_catalog.clock_timestamp() + \(days) * INTERVAL '1 day' $$;
            SET search_path = mintmark, other_clock, pg_catalog
            """)
        let time = try #require(try connection.number("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint"))
        for (hours, isKept) in [(-26, false), (-22, true), (0, true), (5, true)] as [(Int64, Bool)] {
            let marks = CommitMarks(clock: StillClock(time: Timestamp(milliseconds: time + hours * 3_600_000)))
            let mark = marks.next()
            try mark.write(connection)
            try CommitMark.removeOld(connection)
            let stored = try connection.number("SELECT value FROM counters WHERE name = ?", [.text(mark.name)])
            #expect(stored == (isKept ? mark.number : nil))
            #expect(marks.next().number > mark.number)
        }
    }

    @Test("hear what another one changed, and only that")
    func following() async throws {
        let changes = ObservedChanges()
        let (one, other) = (try await open(), try await open(changes))
        try await one.insert(Example.client(1), recording: Example.event)
        var place = try await other.lastChange()
        #expect(place == 1)
        try await one.insert(Example.client(2), recording: Example.event)
        _ = try await one.deleteClient(Example.client(1).id, of: nil, recording: Example.event)
        let revocation = Revocation(
            .everything, issuedBefore: 5, expireTime: Timestamp(seconds: 10), createTime: Example.time)
        let stored = try await one.revoke([revocation], recording: [])
        guard case .upToDate(let last, let keys) = try await other.follow(after: place) else {
            Issue.record("nothing was missed")
            return
        }
        place = last
        #expect(place == 4 && keys == nil)
        #expect(changes.clients == [Example.client(2).id: try #require(try await one.client(Example.client(2).id))])
        #expect(changes.all.count == 2 && changes.revocations == stored)
        guard case .upToDate(4, nil) = try await other.follow(after: place) else {
            Issue.record("nothing has changed")
            return
        }
        #expect(changes.all.count == 2)
        try await one.close()
        try await other.close()
    }

    @Test("read everything anew when changes are gone, or the database was put back")
    func missed() async throws {
        let store = try await open()
        for number in 1...5 { try await store.insert(Example.client(Int64(number)), recording: Example.event) }
        try Connection(address).run("DELETE FROM changes WHERE sequence <= 2")
        guard case .missed(5) = try await store.follow(after: 1) else {
            Issue.record("a change was missed")
            return
        }
        guard case .missed(5) = try await store.follow(after: 9) else {
            Issue.record("the database is older than the node")
            return
        }
        guard case .upToDate(5, _) = try await store.follow(after: 3) else {
            Issue.record("nothing was missed")
            return
        }
        try await store.close()
    }

    @Test("go on after all their connections were ended")
    func lostConnections() async throws {
        let store = try await open()
        for round in 1...3 as ClosedRange<Int64> {
            try await store.insert(Example.client(round), recording: Example.event)
            _ = try await store.client(Example.client(round).id)
            try Connection(address).run(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                """)
        }
        try await store.insert(Example.client(9), recording: Example.event)
        #expect(try await store.clients(after: 0, limit: 10).count == 4)
        #expect(try await store.verifyAuditLog().fault == nil)
        try await store.close()
    }

    @Test("have one leader, which another one replaces when its connection ends")
    func leader() async throws {
        let (one, other) = (ChangeListener(address), ChangeListener(address))
        one.start {}
        try await until { one.isLeader }
        other.start {}
        try await Task.sleep(for: .milliseconds(1500))
        #expect(one.isLeader && !other.isLeader)
        try await one.stop()
        try await until { other.isLeader }
        try await other.stop()
    }

    @Test("hear a change at once through the notification")
    func notification() async throws {
        let (store, listener) = (try await open(), ChangeListener(address))
        let count = Mutex(0)
        listener.start { count.withLock { $0 += 1 } }
        try await until { count.withLock { $0 } == 1 }
        try await store.insert(Example.client(1), recording: Example.event)
        try await until { count.withLock { $0 } == 2 }
        try await listener.stop()
        try await store.close()
    }

    @Test("refuse a database that a newer release shut them out of")
    func newer() async throws {
        let running = try await open()
        try NextRelease.migrate(address)
        try await open().close()
        try await running.check()
        try NextRelease.shutOut(address)
        let error = await #expect(throws: StoreError.self) { try await open() }
        #expect(error?.code == .incompatible)
        #expect(error?.reason.contains("newer Mintmark") == true && error?.reason.contains("run the newer") == true)
        // A node that runs already is no longer ready, so that nobody asks it.
        let late = await #expect(throws: StoreError.self) { try await running.check() }
        #expect(late?.code == .incompatible)
        try await running.close()
    }

    @Test("say what is wrong when there is no server, without the password")
    func noServer() async throws {
        let nowhere = try ServerAddress(Secret("postgres://me:hidden@/db?host=/nonexistent"))
        let error = await #expect(throws: StoreError.self) {
            try await PostgreSQLStore(nowhere, auditChain: Example.chain)
        }
        #expect(error?.code == .unavailable)
        #expect(error?.reason.contains("cannot be reached") == true && error?.reason.contains("hidden") == false)
        let invalid = #expect(throws: StoreError.self) { try ServerAddress(Secret("postgres://me:hidden@:x:y/db?z")) }
        #expect(invalid?.reason.contains("hidden") == false)
    }

    private func until(_ condition: () -> Bool) async throws {
        for _ in 0..<200 where !condition() { try await Task.sleep(for: .milliseconds(50)) }
        #expect(condition())
    }
}
