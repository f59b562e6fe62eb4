import OAuthCore

/// Which client secrets meet a filter, in SQL.
struct SecretConditions {
    private static let ofEnvironment = "client_id IN (SELECT id FROM clients WHERE organization_id IS NULL)"

    let text: String
    let arguments: [StoredValue]
    /// The column of the time that comes first in the order.
    let column: String

    /// - Parameter statusOfEnvironment: names the status where the environment's few clients are looked up, instead of
    ///   all secrets being walked along.
    init(_ filter: SecretFilter, statusOfEnvironment: String) {
        var conditions: [String] = []
        switch filter.kinds {
        case []: conditions.append("FALSE")
        case [.organization]: conditions.append("status = ? AND NOT \(Self.ofEnvironment)")
        case [.environment]: conditions.append("\(statusOfEnvironment) = ? AND \(Self.ofEnvironment)")
        default: conditions.append("status = ?")
        }
        var values: [StoredValue] = filter.kinds.isEmpty ? [] : [.text(ClientSecret.Status.active.rawValue)]
        if let expiringBy = filter.expiringBy {
            column = "expire_time"
            conditions.append("expire_time > ? AND expire_time <= ?")
            values += [.integer(filter.time.milliseconds), .integer(expiringBy.milliseconds)]
        } else {
            column = "last_used_time"
            conditions.append("(expire_time IS NULL OR expire_time > ?)")
            values.append(.integer(filter.time.milliseconds))
        }
        if let unusedSince = filter.unusedSince {
            conditions.append("last_used_time <= ?")
            values.append(.integer(unusedSince.milliseconds))
        }
        text = conditions.joined(separator: " AND ")
        arguments = values
    }
}
