import HTTPTypes
import Hummingbird
import JOSE
import Management
import OAuthCore

/// The routes of organizations.
struct OrganizationRoutes: Sendable {
    let service: OrganizationService
    let authentication: CallerAuthentication

    private static let collection = "/api/v1/organizations"
    private static let one = "/api/v1/organizations/{organization_id}"

    var routes: [Route] {
        [
            authentication.route(.post, Self.collection, Self.create) { call in
                let fields = try OrganizationUpdate(body: try await call.body())
                let organization = try await service.create(fields, by: call.caller)
                return .json(["organization": organization.json], status: .created)
            },
            authentication.route(.get, Self.collection, Self.list) { call in
                let page = try await service.list(try call.page(), by: call.caller)
                return .json(page.json("organizations", \.json))
            },
            authentication.route(.get, "/api/v1/organizations:search", Self.search) { call in
                let query = try call.request.queryParameter("query") ?? ""
                let page = try await service.list(try call.page(), matching: query, by: call.caller)
                return .json(page.json("organizations", \.json))
            },
            authentication.route(.get, "/api/v1/organizations:external/{external_id}", Self.getByExternalID) { call in
                let organization = try await service.get(
                    externalID: try call.pathParameter("external_id"), by: call.caller)
                return .json(["organization": organization.json])
            },
            authentication.route(.get, Self.one, Self.get) { call in
                let organization = try await service.get(try call.organizationID(), by: call.caller)
                return .json(["organization": organization.json])
            },
            authentication.route(.patch, Self.one, Self.update) { call in
                let fields = try OrganizationUpdate(body: try await call.body())
                let organization = try await service.update(try call.organizationID(), fields, by: call.caller)
                return .json(["organization": organization.json])
            },
            authentication.route(.delete, Self.one, Self.delete) { call in
                try await service.delete(try call.organizationID(), by: call.caller)
                return .json([:])
            },
        ]
    }
}
