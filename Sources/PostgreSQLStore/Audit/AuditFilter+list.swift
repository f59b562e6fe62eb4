import OAuthCore
import StoredRows

extension AuditFilter {
    /// The rows that match. Every index of one of these fields has the sequence behind it, so that matches need no sorting.
    var list: StoredList<AuditRow> {
        var conditions: [String] = []
        var arguments: [StoredValue] = []
        func require(_ condition: String, _ value: StoredValue) {
            guard value != .null else { return }
            conditions.append(condition)
            arguments += [value]
        }
        require("actor = ?", StoredValue(actor))
        if let subject {
            conditions.append("md5(subject) = md5(?) AND subject = ?")
            arguments += [.text(subject), .text(subject)]
        }
        require("organization_id = ?", StoredValue(organizationID?.description))
        require("client_id = ?", StoredValue(clientID?.description))
        require("request_id = ?", StoredValue(requestID))
        require("time >= ?", StoredValue(since?.milliseconds))
        require("time < ?", StoredValue(until?.milliseconds))
        require("sequence > ?", StoredValue(afterSequence))
        if let actions {
            conditions.append("action = ANY (?::text[])")
            arguments.append(.list(actions.map { $0.rawValue as String? }.sorted { ($0 ?? "") < ($1 ?? "") }))
        }
        return StoredList(where: conditions.isEmpty ? "TRUE" : conditions.joined(separator: " AND "), arguments)
    }
}
