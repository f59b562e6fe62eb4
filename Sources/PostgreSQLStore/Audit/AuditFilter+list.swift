import OAuthCore
import StoredRows

extension AuditFilter {
    /// The rows that match. Every index of one of these fields has the sequence behind it, so that matches need no sorting.
    var list: StoredList<AuditRow> {
        let comparisons: [(String, StoredValue)] = [
            ("actor = ?", StoredValue(actor)), ("md5(subject) = md5(?)", StoredValue(subject)),
            ("subject = ?", StoredValue(subject)), ("organization_id = ?", StoredValue(organizationID?.description)),
            ("client_id = ?", StoredValue(clientID?.description)), ("request_id = ?", StoredValue(requestID)),
            ("time >= ?", StoredValue(since?.milliseconds)), ("time < ?", StoredValue(until?.milliseconds)),
            ("sequence > ?", StoredValue(afterSequence)),
            (
                "action = ANY (?::text[])",
                actions.map { .list($0.map(\.rawValue).sorted().map(Optional.some)) } ?? .null
            ),
        ]
        let given = comparisons.filter { $0.1 != .null }
        return StoredList(
            where: given.isEmpty ? "TRUE" : given.map(\.0).joined(separator: " AND "), given.map(\.1))
    }
}
