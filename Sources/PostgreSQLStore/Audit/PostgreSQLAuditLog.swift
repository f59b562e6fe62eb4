package import OAuthCore
import StoredRows
import Stores

/// The audit log of a database that is only read, whether nodes use it or not.
package struct PostgreSQLAuditLog: Sendable {
    private let address: ServerAddress

    package init(_ address: ServerAddress) {
        self.address = address
    }

    /// Reads through the whole log, as it is at one moment.
    /// - Parameter known: what the log must contain, unless it was pruned.
    /// - Throws: ``StoreError`` `incompatible` when the store belongs to another master key or has no log,
    ///   `unavailable` when the database cannot be read.
    package func verification(masterKey: MasterKey, known: AuditMark? = nil) throws -> AuditVerification {
        do {
            let connection = try Connection(address.withoutTimeouts)
            try connection.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            try check(masterKey, connection)
            return try AuditLog(chain: AuditChain(masterKey: masterKey)).verify(connection, known: known)
        } catch {
            throw StoreFailure(place: address.place).translated(error)
        }
    }

    private func check(_ masterKey: MasterKey, _ db: Connection) throws {
        guard try db.text("SELECT to_regclass('mintmark.audit_chain')") != nil else {
            throw StoreError(.incompatible, "the database \(address.place) holds no store of Mintmark")
        }
        guard
            try db.text("SELECT master_key_fingerprint FROM installation WHERE id = 1") == masterKey.fingerprint
        else {
            throw StoreError(
                .incompatible,
                "the master key is not the one that the store \(address.place) was made with; name the right one")
        }
    }
}
