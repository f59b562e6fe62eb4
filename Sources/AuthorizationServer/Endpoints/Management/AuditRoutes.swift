import HTTPTypes
import Hummingbird
import JOSE
import Management
import OAuthCore
import Stores

/// Shows who changed what, oldest first.
struct AuditRoutes: Sendable {
    let store: any AuditStore
    let authentication: CallerAuthentication

    var routes: [Route] {
        [
            Route(.get, "/api/v1/audit_events", Self.list) { request, context in
                let call = try await ManagementCall(request, context, authentication)
                try call.caller.require(.auditRead)
                return .json(try await store.auditEvents(try call.page()).json("audit_events", \.json))
            }
        ]
    }

    private static let list = RouteDocumentation(
        operationID: "list_audit_events", summary: "List what was done to credentials and settings, and by whom.",
        access: .management(.auditRead), parameters: [.pageSize, .pageToken],
        success: .init(status: 200, description: "A part of the list.", schema: "AuditEventList"), refusals: [400])
}
