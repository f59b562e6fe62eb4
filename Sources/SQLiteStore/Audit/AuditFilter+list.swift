import GRDB
import OAuthCore
import StoredRows

extension AuditFilter {
    /// The rows that match. A plus sign keeps a condition from being looked up in an index whose order is not that of
    /// the sequence, after which all matches would have to be sorted.
    var list: StoredList<AuditRow> {
        var conditions: [String] = []
        var arguments: StatementArguments = []
        func require(_ condition: String, _ value: (any DatabaseValueConvertible)?) {
            guard let value else { return }
            conditions.append(condition)
            arguments += [value]
        }
        require("actor = ?", actor)
        require("subject = ?", subject)
        require("organization_id = ?", organizationID?.description)
        require("client_id = ?", clientID?.description)
        require("request_id = ?", requestID)
        require("time >= ?", since?.milliseconds)
        require("time < ?", until?.milliseconds)
        require("sequence > ?", afterSequence)
        if let actions {
            let names = actions.map(\.rawValue).sorted()
            conditions.append(
                names.count == 1 ? "action = ?" : "+action IN (\(databaseQuestionMarks(count: names.count)))")
            arguments += StatementArguments(names)
        }
        return StoredList(where: conditions.isEmpty ? "TRUE" : conditions.joined(separator: " AND "), arguments)
    }
}
