import GRDB
package import OAuthCore
import StoredRows
import Stores

/// The audit log in a file that is only read: a store that no server uses, or a backup of one.
package struct AuditLogFile: Sendable {
    private let file: StoreFile

    package init(path: String) {
        file = StoreFile(path: path)
    }

    /// Reads through the whole log.
    /// - Parameter known: what the log must contain, unless it was pruned.
    /// - Throws: ``StoreError`` `incompatible` when the store belongs to another master key or has no log yet,
    ///   `unavailable` when the file cannot be read, `corrupt` when it is damaged.
    package func verification(masterKey: MasterKey, known: AuditMark? = nil) throws -> AuditVerification {
        do {
            var configuration = Configuration()
            configuration.readonly = true
            let log = AuditLog(chain: AuditChain(masterKey: masterKey))
            return try DatabaseQueue(path: file.path, configuration: configuration).read { db in
                try check(masterKey, db)
                return try log.verify(db, known: known)
            }
        } catch {
            throw StoreFailure.translated(error, file: file)
        }
    }

    private func check(_ masterKey: MasterKey, _ db: Database) throws {
        guard try Int64.fetchOne(db, sql: "PRAGMA application_id") == Schema.applicationID,
            try db.tableExists(StoredTable.auditChain.name)
        else {
            throw StoreError(
                .incompatible, "\(file.path) is no store of Mintmark with an audit log; name its mintmark.sqlite")
        }
        let fingerprint = try String.fetchOne(db, sql: "SELECT master_key_fingerprint FROM installation WHERE id = 1")
        guard fingerprint == masterKey.fingerprint else {
            throw StoreError(
                .incompatible,
                "the master key is not the one that the store \(file.path) was made with; name the right one")
        }
    }
}
