import Foundation
import GRDB
import OAuthCore
import Stores
import Testing

@testable import SQLiteStore

@Suite("A damaged database")
struct CorruptionTests {
    @Test("is found at the start when it is no database at all", arguments: ["plain text\n", "SQLite format 4\u{0}"])
    func notADatabase(_ beginning: String) throws {
        let directory = try TemporaryStore()
        let content = beginning + String(repeating: "x", count: 8192)
        try Data(content.utf8).write(to: URL(fileURLWithPath: directory.path))
        expectCorrupt(directory)
        #expect(try String(contentsOfFile: directory.path, encoding: .utf8) == content, "the file is left alone")
    }

    @Test("is found at the start when pages are overwritten")
    func overwrittenPages() async throws {
        let directory = try await filled()
        try overwrite(directory) { file in
            // All pages but the first, which has the schema.
            for place in stride(from: 4096, to: file.count, by: 512) {
                file.replaceSubrange(place..<min(place + 256, file.count), with: repeatElement(0xA5, count: 256))
            }
        }
        expectCorrupt(directory)
    }

    @Test("is found at the start when the file was cut off")
    func cutOff() async throws {
        let directory = try await filled()
        try overwrite(directory) { $0 = $0.prefix($0.count / 2) }
        expectCorrupt(directory)
    }

    @Test(
        "is found at the start when a table or a column is missing",
        arguments: [
            "DROP TABLE client_secrets", "ALTER TABLE organizations DROP COLUMN slug", "DROP TABLE list_sizes",
        ])
    func missingTable(_ damage: String) async throws {
        let directory = try await filled()
        try directory.execute(damage)
        expectCorrupt(directory)
    }

    @Test("is reported by the reads that meet the damage")
    func whileOpen() async throws {
        let directory = try await filled()
        let store = try directory.open()
        try overwrite(directory) { file in
            file.replaceSubrange(4096..<file.count, with: repeatElement(0xA5, count: file.count - 4096))
        }
        let error = await #expect(throws: StoreError.self) { try await store.clients(after: 0, limit: 1000) }
        #expect(error?.code == .corrupt)
    }

    @Test("is found at the start when the page with the schema is overwritten", arguments: [0, 100])
    func schemaPage(_ place: Int) async throws {
        let directory = try await filled()
        try overwrite(directory) { file in
            file.replaceSubrange(place..<4096, with: repeatElement(0xA5, count: 4096 - place))
        }
        expectCorrupt(directory)
    }

    private func filled() async throws -> TemporaryStore {
        let directory = try TemporaryStore()
        let store = try directory.open()
        for number in 1...200 as ClosedRange<Int64> {
            try await store.insert(Example.client(number), recording: Example.event)
        }
        // Into the one file, so that it is damage that counts.
        try await store.pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        try store.pool.close()
        return directory
    }

    private func overwrite(_ directory: TemporaryStore, _ change: (inout Data) -> Void) throws {
        let url = URL(fileURLWithPath: directory.path)
        var content = try Data(contentsOf: url)
        change(&content)
        // In place, since a store may have it open.
        let file = try FileHandle(forWritingTo: url)
        try file.write(contentsOf: content)
        try file.truncate(atOffset: UInt64(content.count))
        try file.close()
    }

    private func expectCorrupt(_ directory: TemporaryStore) {
        let error = #expect(throws: StoreError.self) { try directory.open() }
        #expect(error?.code == .corrupt)
        #expect(error?.reason.contains(directory.path) == true)
        #expect(error?.reason.contains("restore it from a backup") == true)
    }
}
