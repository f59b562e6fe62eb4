import HTTPTypes
import Hummingbird
import Management
import OAuthCore

/// Tells what a client can do and how many of its tokens may be alive.
struct ClientInspectionRoute: Sendable {
    let owner: ClientRoutes.Owner
    let service: ClientInspectionService
    let authentication: CallerAuthentication

    var route: Route {
        Route(.get, owner.collection + "/{client_id}/inspection", documentation) { request, context in
            let call = try await ManagementCall(request, context, authentication)
            let organization = owner == .organization ? try call.organizationID() : nil
            let inspection = try await service.inspect(try call.clientID(), of: organization, by: call.caller)
            return .json(inspection.json)
        }
    }

    private var documentation: RouteDocumentation {
        let isOrganization = owner == .organization
        return RouteDocumentation(
            operationID: isOrganization ? "inspect_organization_client" : "inspect_environment_client",
            summary: "Tell what the client can do, how its secrets are used, and how many of its tokens may be alive.",
            access: .management(isOrganization ? .clientsRead : .environmentRead),
            success: .init(status: 200, description: "What is known of the client.", schema: "ClientInspection"),
            refusals: [400, 404])
    }
}
