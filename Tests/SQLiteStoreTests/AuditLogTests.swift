import GRDB
import JOSE
import OAuthCore
import Stores
import Testing

@testable import SQLiteStore

@Suite("The audit log in SQLite")
struct AuditLogTests {
    private func filled(_ directory: TemporaryStore) async throws -> SQLiteStore {
        let store = try directory.open()
        try await store.append((0..<10).map { _ in Example.event })
        return store
    }

    @Test(
        "A27 does not give up events to SQL that is no pruning",
        arguments: [
            "UPDATE audit_events SET actor = 'x' WHERE sequence = 3", "DELETE FROM audit_events WHERE sequence = 10",
            "DELETE FROM audit_events", "UPDATE OR REPLACE audit_events SET sequence = 2 WHERE sequence = 3",
        ])
    func triggers(_ sql: String) async throws {
        let directory = try TemporaryStore()
        let store = try await filled(directory)
        #expect(throws: DatabaseError.self) { try directory.execute(sql) }
        #expect(try await store.verifyAuditLog().fault == nil)
    }

    @Test("A27 that somebody altered is not pruned, since that would destroy what shows it")
    func pruningOfAltered() async throws {
        let later = Example.time.adding(seconds: 1)
        let changes = [
            "UPDATE audit_events SET actor = 'x' WHERE sequence = 3", "DELETE FROM audit_events WHERE sequence = 4",
            "UPDATE audit_chain SET seal = x'01'", "DELETE FROM audit_chain",
        ]
        for sql in changes {
            let directory = try TemporaryStore()
            let store = try await filled(directory)
            try directory.execute(
                "DROP TRIGGER audit_events_are_not_changed; DROP TRIGGER audit_events_are_kept; \(sql)")
            let error = await #expect(throws: StoreError.self) {
                try await store.pruneAuditEvents(before: later, limit: 100) { _ in Example.event }
            }
            #expect(error?.code == .corrupt, "\(sql)")
            #expect(error?.reason.contains("nothing was removed") == true)
            #expect(try await store.auditEvents(PageRequest()).items.count >= 9)
        }
    }

    @Test("A27 goes on recording when its head was removed, and shows that it was")
    func lostHead() async throws {
        let directory = try TemporaryStore()
        let store = try await filled(directory)
        try directory.execute("DELETE FROM audit_chain")
        try await store.append([Example.event])
        let found = try await store.verifyAuditLog()
        #expect(found.fault == .headAltered)
        #expect(found.lastSequence == 11)
    }

    @Test("of a store from before there was a chain is chained as it is")
    func adoption() async throws {
        let directory = try TemporaryStore()
        let store = try await filled(directory)
        let before = try await store.auditEvents(PageRequest()).items
        try await store.close()
        try directory.execute(
            """
            DROP TABLE audit_chain; DROP TRIGGER audit_events_are_not_changed; DROP TRIGGER audit_events_are_kept;
            DELETE FROM audit_events WHERE sequence < 4;
            DROP INDEX audit_events_by_action; DROP INDEX audit_events_by_actor; DROP INDEX audit_events_by_subject;
            DROP INDEX audit_events_by_request; DROP INDEX audit_events_by_organization;
            DROP INDEX audit_events_by_client;
            ALTER TABLE audit_events DROP COLUMN code; ALTER TABLE audit_events DROP COLUMN client_id;
            ALTER TABLE audit_events DROP COLUMN organization_id;
            DELETE FROM grdb_migrations WHERE identifier = '003_audit_chain'; PRAGMA user_version = 1;
            """)
        let again = try directory.open()
        try await again.append([Example.event])
        let found = try await again.verifyAuditLog()
        #expect(found.fault == nil)
        #expect([found.firstSequence, found.lastSequence] == [4, 11])
        #expect(try await again.auditEvents(PageRequest()).items == before.dropFirst(3) + [Example.event])
    }

    @Test("is read from a file that nobody uses, with the master key that it was made with alone")
    func offline() async throws {
        let directory = try TemporaryStore()
        let key = MasterKey()
        let store = try SQLiteStore(path: directory.path, auditChain: AuditChain(masterKey: key))
        try await store.bind(masterKeyFingerprint: key.fingerprint)
        try await store.append([Example.event, Example.event])
        let file = AuditLogFile(path: directory.path)
        let beside = try file.verification(masterKey: key)
        #expect(beside.fault == nil && beside.lastSequence == 2)
        try await store.close()
        #expect(try file.verification(masterKey: key) == beside)
        let error = #expect(throws: StoreError.self) { try file.verification(masterKey: MasterKey()) }
        #expect(error?.code == .incompatible)
    }
}
