import JOSE
import ManagementClient
import OAuthCore
import PostgreSQLStore
import SQLiteStore
import StoredRows
import Stores

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Takes everything from one store to an empty one, or looks what would be taken.
struct StoreTransfer {
    let source: StoreLocation
    let target: StoreLocation
    let masterKey: MasterKey
    /// Whether nodes may go on to use the source.
    let nodes: PostgreSQLTableStore.Nodes
    let isDryRun: Bool
    /// Hears what is going on.
    let progress: (StoreCopy.Step) -> Void

    private var chain: AuditChain { AuditChain(masterKey: masterKey) }
    private var keyCheck: MasterKeyCheck { MasterKeyCheck(masterKey: masterKey) }

    /// - Returns: what was copied, or would be.
    /// - Throws: ``StoreError`` or ``CommandFailure``; the target holds nothing then.
    func run() throws -> StoreCopy.Report {
        let original = try source.reading(nodes)
        let copy = StoreCopy(
            chain: chain, check: { [keyCheck] in try keyCheck.run($0, "\(source.place)") }, progress: progress)
        switch target {
        case .database(let address):
            if isDryRun {
                try checkIsEmpty(address, copy)
                return try copy.survey(original)
            }
            return try copy.run(from: original, to: PostgreSQLTableStore(making: address, auditChain: chain))
        case .file(let path):
            guard !PrivateFile(path: path).exists else {
                throw CommandFailure(
                    "\(path) exists; nothing was changed there", advice: "name a new file", status: .refused)
            }
            return isDryRun ? try copy.survey(original) : try run(copy, original, path)
        }
    }

    /// The whole file appears at once: a process that is killed here must not leave half a store under its name.
    private func run(_ copy: StoreCopy, _ original: any TableStore, _ path: String) throws -> StoreCopy.Report {
        let draft = PrivateFile(path: "\(path).\(getpid()).new")
        defer { for suffix in ["", "-wal", "-shm", "-journal"] { PrivateFile(path: draft.path + suffix).remove() } }
        let store = try SQLiteTableStore(making: draft.path, auditChain: chain)
        let report = try copy.run(from: original, to: store)
        try store.finish()
        try draft.appear(at: path)
        return report
    }

    private func checkIsEmpty(_ address: ServerAddress, _ copy: StoreCopy) throws {
        guard try PostgreSQLTableStore.schemaStatus(address).generation > 0 else { return }
        try PostgreSQLTableStore(reading: address, .mayRun).read { try copy.checkIsEmpty($0, address.place) }
    }
}
