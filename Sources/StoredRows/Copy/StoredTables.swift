package import OAuthCore

/// The tables of a store as they are in one transaction, row by row and unread: for whatever takes a store whole.
package protocol StoredTables {
    /// Rows in the order of their keys.
    /// - Parameter key: the key of the row before the first one; `nil` for the beginning.
    func rows(of table: StoredTable, after key: [StoredValue]?, limit: Int) throws -> [[StoredValue]]

    func insert(_ rows: [[StoredValue]], into table: StoredTable) throws

    /// Empties a table.
    func removeRows(of table: StoredTable) throws

    /// The highest number that was given.
    func last(_ counter: StoredCounter) throws -> Int64

    /// Makes sure that only higher numbers are given from now on.
    func raise(_ counter: StoredCounter, to number: Int64) throws

    /// Reads through the audit log.
    func verification(_ chain: AuditChain, known: AuditMark?) throws -> AuditVerification
}
