import Foundation
import GRDB
import OAuthCore
import StoreContract
import Stores
import Testing

@testable import SQLiteStore

@Suite("A write that was acknowledged")
struct DurabilityTests {
    @Test("reaches the disk before it returns: synchronous is FULL where writes happen, in WAL mode")
    func synchronousIsFull() throws {
        let directory = try TemporaryStore()
        for _ in 1...2 {
            let store = try directory.open()
            let (synchronous, journal, foreignKeys) = try store.pool.writeWithoutTransaction { db in
                (
                    try Int.fetchOne(db, sql: "PRAGMA synchronous"),
                    try String.fetchOne(db, sql: "PRAGMA journal_mode"),
                    try Int.fetchOne(db, sql: "PRAGMA foreign_keys")
                )
            }
            #expect(synchronous == 2)
            #expect(journal == "wal")
            #expect(foreignKeys == 1)
        }
    }

    @Test("is still there after the store was closed and opened again")
    func reopening() async throws {
        let directory = try TemporaryStore()
        do {
            let store = try directory.open()
            try await fill(store)
        }
        try await expectAll(in: directory.open())
    }

    @Test("is in the files while the store is open, as a process that is killed leaves them")
    func killed() async throws {
        let (directory, copy) = (try TemporaryStore(), try TemporaryStore())
        let store = try directory.open()
        try await fill(store)
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: directory.path + suffix, toPath: copy.path + suffix)
        }
        try await expectAll(in: copy.open())
        try await store.check()
    }

    private func fill(_ store: SQLiteStore) async throws {
        try await store.bind(masterKeyFingerprint: "fingerprint")
        try await store.insert(Example.organization, recording: Example.event)
        try await store.insert(Example.client(1), recording: Example.event)
        try await store.insert(Example.client(2, of: Example.organization.id), recording: Example.event)
        _ = try await store.updateSigningKeys {
            $0 = [Example.key]
            return [Example.event]
        }
        try await store.record([
            SecretUse(
                secretID: SecretID(number: 1), clientID: Example.client(1).id, time: Example.time.adding(seconds: 9),
                address: "192.0.2.9")
        ])
    }

    private func expectAll(in store: SQLiteStore) async throws {
        var used = Example.client(1)
        used.secrets[0].lastUsedTime = Example.time.adding(seconds: 9)
        used.secrets[0].lastUsedAddress = "192.0.2.9"
        #expect(try await store.masterKeyFingerprint() == "fingerprint")
        #expect(try await store.organization(externalID: "crm-5") == Example.organization)
        #expect(try await store.clients(after: 0, limit: 9) == [used, Example.client(2, of: Example.organization.id)])
        #expect(try await store.signingKeys() == [Example.key])
        #expect(try await store.auditEvents(PageRequest()).totalCount == 4)
        #expect(try await store.clients(of: nil, PageRequest()).totalCount == 1)
    }
}
