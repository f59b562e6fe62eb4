import Hummingbird
import JOSE
import OAuthCore

extension AuditFilter {
    /// The query parameters that ``init(_:)`` reads.
    static let parameters: [RouteDocumentation.Parameter] = [
        .init(
            name: "action", description: "One action, or all that begin with a text that ends with a dot: `secret.`.",
            schema: ["type": "string", "maxLength": 64]),
        .init(
            name: "actor", description: "Who did it: the id of a client, or the name of a part of the program.",
            schema: text),
        .init(name: "subject", description: "The id of what it was done to.", schema: text),
        .init(
            name: "organization_id", description: "The organization that it is about.",
            schema: OpenAPISchemas.id("org_")),
        .init(
            name: "client_id", description: "The client that it is about, its secrets included.",
            schema: OpenAPISchemas.pathParameters["client_id"] ?? text),
        .init(name: "request_id", description: "The request that did it.", schema: text),
        .init(name: "since", description: "At this time or later.", schema: OpenAPISchemas.time),
        .init(name: "until", description: "Before this time.", schema: OpenAPISchemas.time),
        .init(
            name: "after_sequence", description: "Recorded after the event with this `sequence`, to follow the log.",
            schema: ["type": "integer", "minimum": 0]),
        .init(
            name: "order", description: "`asc`, oldest first, or `desc`.",
            schema: ["type": "string", "enum": .array(ListOrder.allCases.map { .string($0.rawValue) })]),
    ]

    private static let text: JSONValue = ["type": "string", "maxLength": 128]

    /// - Throws: ``InvalidFields`` with every violation.
    init(_ request: Request) throws {
        self.init()
        var fields = QueryFields(request)
        actions = fields.value("action", "one of \(Self.names), or the beginning of some with a dot at its end") {
            Self.actions($0)
        }
        actor = fields.value("actor", "at most 128 characters", Self.text)
        subject = fields.value("subject", "at most 128 characters", Self.text)
        requestID = fields.value("request_id", "at most 128 characters", Self.text)
        organizationID = fields.value("organization_id", "org_ and digits") { OrganizationID($0) }
        clientID = fields.value("client_id", "m2morg_ or skc_ and digits") { ClientID($0) }
        since = fields.value("since", "a time as in 2026-11-24T12:00:00Z", Timestamp.init(rfc3339:))
        until = fields.value("until", "a time as in 2026-11-24T12:00:00Z", Timestamp.init(rfc3339:))
        afterSequence = fields.value("after_sequence", "a whole number") { Int64($0).flatMap { $0 >= 0 ? $0 : nil } }
        try fields.finish()
    }

    private static var names: String {
        AuditEvent.Action.allCases.map(\.rawValue).joined(separator: ", ")
    }

    /// SQLite's text ends at the first NUL.
    private static func text(_ text: String) -> String? {
        text.unicodeScalars.count <= 128 && !text.utf8.contains(0) ? text : nil
    }
}

extension ListOrder {
    /// - Throws: ``InvalidFields``.
    init(_ request: Request) throws {
        var fields = QueryFields(request)
        self = fields.value("order", "asc or desc", ListOrder.init(rawValue:)) ?? .oldestFirst
        try fields.finish()
    }
}
