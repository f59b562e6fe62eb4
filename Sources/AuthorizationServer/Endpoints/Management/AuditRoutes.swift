import HTTPTypes
import Hummingbird
import JOSE
import Management
import OAuthCore
import Stores

/// Shows who changed what, and whether the log is whole.
struct AuditRoutes: Sendable {
    let store: any AuditStore
    let authentication: CallerAuthentication
    /// Reading through the log takes a second for some hundred thousand events.
    private let verification = ExclusiveWork()

    init(store: any AuditStore, authentication: CallerAuthentication) {
        self.store = store
        self.authentication = authentication
    }

    var routes: [Route] {
        [
            Route(.get, "/api/v1/audit-events", Self.list) { request, context in
                let call = try await ManagementCall(request, context, authentication)
                try call.caller.require(.auditRead)
                let page = try await store.auditEvents(
                    try call.page(), matching: try AuditFilter(request), order: try ListOrder(request))
                return .json(page.json("audit_events", \.json))
            },
            Route(.get, "/api/v1/audit-events/verification", Self.verify) { request, context in
                let call = try await ManagementCall(request, context, authentication)
                try call.caller.require(.auditRead)
                var fields = QueryFields(request)
                let known = fields.value("known", "a mark that an earlier answer gave", AuditMark.init)
                try fields.finish()
                return .json(try await verification.run { try await store.verifyAuditLog(known: known).json })
            },
        ]
    }

    private static let list = RouteDocumentation(
        operationID: "list_audit_events",
        summary: "List what was done to credentials and settings, or refused, and by whom.",
        access: .management(.auditRead), parameters: AuditFilter.parameters + [.pageSize, .pageToken],
        success: .init(status: 200, description: "A part of the list.", schema: "AuditEventList"), refusals: [400])

    private static let verify = RouteDocumentation(
        operationID: "verify_audit_events", summary: "Read through the whole audit log and check its chain.",
        access: .management(.auditRead),
        parameters: [
            .init(
                name: "known", description: "`mark` of an earlier answer, which the log must contain.",
                schema: ["type": "string", "maxLength": 80])
        ],
        success: .init(status: 200, description: "What was found.", schema: "AuditVerification"), refusals: [400])
}
