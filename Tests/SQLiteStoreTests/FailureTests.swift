import GRDB
import OAuthCore
import StoreContract
import Stores
import Testing

@testable import SQLiteStore

@Suite("A write that SQLite cannot do")
struct FailureTests {
    @Test("for want of space says so, changes nothing, is not told of, and works again once there is space")
    func fullDisk() async throws {
        let directory = try TemporaryStore()
        let changes = ObservedChanges()
        let store = try directory.open(observer: changes)
        try await store.insert(Example.client(1), recording: Example.event)
        let pages = try await store.pool.write { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 }
        try await limit(store, pages: pages)
        let large = Example.client(2, scopes: (0..<2000).map { "scope-\($0)" })
        let error = await #expect(throws: StoreError.self) { try await store.insert(large, recording: Example.event) }
        #expect(error?.code == .full)
        #expect(error?.reason.contains("the disk that holds \(directory.path) is full") == true)
        #expect(try await store.clients(after: 0, limit: 5) == [Example.client(1)])
        #expect(changes.all == [.saved(Example.client(1))])
        try await limit(store, pages: pages + 1000)
        try await store.insert(large, recording: Example.event)
        #expect(try await store.client(large.id) == large)
        #expect(changes.all.count == 2)
    }

    @Test("since another process is writing says so, and the check fails too, until that one is done")
    func busy() async throws {
        let directory = try TemporaryStore()
        let store = try directory.open(busyTimeout: .milliseconds(1))
        let other = try DatabaseQueue(path: directory.path)
        try await other.writeWithoutTransaction { try $0.execute(sql: "PRAGMA busy_timeout = 20000") }
        let errors = try other.inDatabase { db in
            try db.beginTransaction(.immediate)
            let errors = Blocking.errors { try await store.insert(Example.client(1), recording: Example.event) }
            let checks = Blocking.errors { try await store.check() }
            let reads = Blocking.errors { _ = try await store.clients(after: 0, limit: 1) }
            try db.rollback()
            return (errors, checks, reads)
        }
        #expect((errors.0 as? StoreError)?.code == .unavailable)
        #expect((errors.0 as? StoreError)?.reason.contains("busy") == true)
        #expect((errors.1 as? StoreError)?.code == .unavailable)
        #expect(errors.2 == nil, "reads go on")
        try await store.check()
        try await store.insert(Example.client(1), recording: Example.event)
    }

    @Test(
        "is told apart by the result code",
        arguments: [
            (ResultCode.SQLITE_CORRUPT, StoreError.Code.corrupt), (.SQLITE_CORRUPT_INDEX, .corrupt),
            (.SQLITE_NOTADB, .corrupt), (.SQLITE_FULL, .full), (.SQLITE_IOERR_WRITE, .full),
            (.SQLITE_IOERR_FSYNC, .full),
            (.SQLITE_IOERR_READ, .unavailable), (.SQLITE_IOERR_CORRUPTFS, .corrupt), (.SQLITE_BUSY, .unavailable),
            (.SQLITE_BUSY_SNAPSHOT, .unavailable), (.SQLITE_LOCKED, .unavailable), (.SQLITE_CANTOPEN, .unavailable),
            (.SQLITE_READONLY_DBMOVED, .unavailable), (.SQLITE_PERM, .unavailable), (.SQLITE_NOMEM, .unavailable),
            (.SQLITE_ERROR, .unavailable), (.SQLITE_CONSTRAINT_CHECK, .unavailable),
        ])
    func codes(_ code: ResultCode, _ expected: StoreError.Code) throws {
        let file = StoreFile(path: "/data/mintmark.sqlite")
        let failure = DatabaseError(
            resultCode: code, message: "what SQLite says", sql: "SELECT hidden", arguments: ["hidden"])
        let error = try #require(StoreFailure.translated(failure, file: file) as? StoreError)
        #expect(error.code == expected)
        #expect(error.reason.contains("/data/mintmark.sqlite"))
        #expect(!error.reason.contains("hidden"))
    }

    private func limit(_ store: SQLiteStore, pages: Int) async throws {
        try await store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = \(pages)") }
    }
}
