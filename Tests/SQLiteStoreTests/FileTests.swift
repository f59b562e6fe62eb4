import Foundation
import OAuthCore
import Stores
import Testing

@testable import SQLiteStore

@Suite("The files of a store")
struct FileTests {
    @Test("are readable by their owner alone when the store makes them")
    func modes() async throws {
        let directory = try TemporaryStore()
        let store = try directory.open()
        try await store.insert(Example.client(1), recording: Example.event)
        for suffix in ["", "-wal", "-shm"] { #expect(try directory.mode(suffix) == 0o600, "\(suffix)") }
    }

    @Test("keep the modes that an operator gave them")
    func existingMode() async throws {
        let directory = try TemporaryStore()
        _ = FileManager.default.createFile(
            atPath: directory.path, contents: nil, attributes: [.posixPermissions: 0o640])
        let store = try directory.open()
        try await store.insert(Example.client(1), recording: Example.event)
        for suffix in ["", "-wal", "-shm"] { #expect(try directory.mode(suffix) == 0o640, "\(suffix)") }
    }

    @Test("cannot be made in a directory that does not exist: the error names the path and why")
    func missingDirectory() throws {
        let path = try TemporaryStore().directory + "/missing/mintmark.sqlite"
        let error = try #require(throws: StoreError.self) { try SQLiteStore(path: path, auditChain: Example.chain) }
        #expect(error.code == .unavailable)
        #expect(error.reason.contains(path))
        #expect(error.reason.contains("No such file or directory"))
    }

    @Test("cannot be a directory")
    func directoryAsFile() throws {
        let directory = try TemporaryStore()
        let error = try #require(throws: StoreError.self) {
            try SQLiteStore(path: directory.directory, auditChain: Example.chain)
        }
        #expect(error.code == .unavailable)
        #expect(error.reason.contains("not a regular file"))
    }

    @Test(
        "cannot be in a read-only directory or read-only themselves",
        .disabled(if: geteuid() == 0, "root may write anywhere"))
    func readOnly() async throws {
        let directory = try TemporaryStore()
        try setMode(0o500, directory.directory)
        expectDenied(try directory.open(), directory.path)
        try setMode(0o700, directory.directory)
        do {
            let store = try directory.open()
            try await store.insert(Example.client(1), recording: Example.event)
        }
        try setMode(0o400, directory.path)
        expectDenied(try directory.open(), directory.path)
        try setMode(0o600, directory.path)
        try setMode(0o500, directory.directory)
        expectDenied(try directory.open(), directory.directory)
        try setMode(0o700, directory.directory)
        #expect(try await directory.open().client(Example.client(1).id) == Example.client(1))
    }

    @Test("must stay in place: the check fails once the database was removed or replaced")
    func removed() async throws {
        let directory = try TemporaryStore()
        let store = try directory.open()
        try await store.check()
        try FileManager.default.moveItem(atPath: directory.path, toPath: directory.path + ".old")
        await expectMoved(store)
        _ = FileManager.default.createFile(atPath: directory.path, contents: nil)
        await expectMoved(store)
        try FileManager.default.removeItem(atPath: directory.path)
        try FileManager.default.moveItem(atPath: directory.path + ".old", toPath: directory.path)
        try await store.check()
    }

    private func setMode(_ mode: Int, _ path: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    private func expectDenied(_ open: @autoclosure () throws -> SQLiteStore, _ place: String) {
        let error = #expect(throws: StoreError.self) { try open() }
        #expect(error?.code == .unavailable)
        #expect(error?.reason.contains("\(place)") == true)
        #expect(error?.reason.contains("Permission denied") == true)
    }

    private func expectMoved(_ store: SQLiteStore) async {
        let error = await #expect(throws: StoreError.self) { try await store.check() }
        #expect(error?.code == .unavailable)
        #expect(error?.reason.contains("removed or replaced") == true)
    }
}
