import JOSE
import OAuthCore

/// The schemas of the audit log and of what is known of a client's tokens.
enum OpenAPIAuditSchemas {
    private typealias Schema = OpenAPISchemas

    static let all: JSONValue = [
        "AuditEvent": Schema.object(
            [
                "sequence": ["type": "integer", "minimum": 1], "time": Schema.time,
                "action": ["type": "string", "enum": .array(AuditEvent.Action.allCases.map { .string($0.rawValue) })],
                "subject": Schema.text, "actor": Schema.text, "address": Schema.clearable(Schema.text),
                "request_id": Schema.clearable(Schema.text), "organization_id": Schema.clearable(Schema.text),
                "client_id": Schema.clearable(Schema.text), "details": ["type": "object"],
            ],
            required: [
                "sequence", "time", "action", "subject", "actor", "address", "request_id", "organization_id",
                "client_id", "details",
            ]),
        "AuditEventList": Schema.list(of: "AuditEvent", as: "audit_events"),
        "AuditVerification": Schema.object(
            [
                "intact": ["type": "boolean"], "first_sequence": number, "last_sequence": number,
                "mark": Schema.clearable(Schema.text), "fault": Schema.clearable(Schema.text),
                "fault_sequence": Schema.clearable(number),
            ],
            required: ["intact", "first_sequence", "last_sequence", "mark", "fault", "fault_sequence"]),
        "ClientInspection": Schema.object(
            [
                "client": Schema.reference("Client"), "effective_audience": Schema.texts,
                "effective_lifetime": number, "tokens": Schema.reference("TokenUsage"),
            ], required: ["client", "effective_audience", "effective_lifetime", "tokens"]),
        "TokenUsage": Schema.object(
            [
                "issued_last_hour": number, "issued_last_day": number, "issued_last_week": number,
                "last_issue_time": Schema.clearable(Schema.time), "may_be_alive": number,
                "last_expire_time": Schema.clearable(Schema.time),
            ],
            required: [
                "issued_last_hour", "issued_last_day", "issued_last_week", "last_issue_time", "may_be_alive",
                "last_expire_time",
            ]),
    ]

    private static let number: JSONValue = ["type": "integer", "minimum": 0]

}
