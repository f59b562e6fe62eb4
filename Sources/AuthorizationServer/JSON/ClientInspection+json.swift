import JOSE
import Management
import OAuthCore

extension ClientInspection {
    /// As the management API shows it.
    var json: JSONValue {
        [
            "client": client.json, "effective_audience": .array(audience.map(JSONValue.string)),
            "effective_lifetime": .integer(lifetime), "tokens": usage.json,
        ]
    }
}

extension TokenUsage {
    fileprivate var json: JSONValue {
        [
            "issued_last_hour": .integer(lastHour), "issued_last_day": .integer(lastDay),
            "issued_last_week": .integer(lastWeek),
            "last_issue_time": lastIssueTime.map { .string($0.description) } ?? .null,
            "may_be_alive": .integer(mayBeAlive),
            "last_expire_time": lastExpireTime.map { .string($0.description) } ?? .null,
        ]
    }
}
