import HTTPTypes
import Hummingbird
import JOSE
import Management
import OAuthCore

/// The routes of API clients and their secrets: once for those of an organization, once for those of the environment.
struct ClientRoutes: Sendable {
    /// Whose clients the routes are about.
    enum Owner: Sendable {
        case organization
        case environment

        var collection: String {
            switch self {
            case .organization: "/api/v1/organizations/{organization_id}/clients"
            case .environment: "/api/v1/clients"
            }
        }
    }

    let owner: Owner
    let service: ClientService
    let authentication: CallerAuthentication

    private var one: String { owner.collection + "/{client_id}" }
    private var secrets: String { one + "/secrets" }
    private var documents: ClientRouteDocumentation { .init(owner: owner) }

    var routes: [Route] { clientRoutes + statusRoutes + secretRoutes }

    private var clientRoutes: [Route] {
        [
            route(.post, owner.collection, documents.create) { call, organization in
                let fields = try ClientUpdate(body: try await call.body())
                let (client, secret) = try await service.create(fields, of: organization, by: call.caller)
                return .json(
                    ["client": client.json, "plain_secret": .string(secret.plain.reveal())], status: .created)
            },
            route(.get, owner.collection, documents.list) { call, organization in
                let page = try await service.list(try call.page(), of: organization, by: call.caller)
                return .json(page.json("clients", \.json))
            },
            route(.get, one, documents.get) { call, organization in
                let client = try await service.get(try call.clientID(), of: organization, by: call.caller)
                return .json(["client": client.json])
            },
            route(.patch, one, documents.update) { call, organization in
                let fields = try ClientUpdate(body: try await call.body())
                let client = try await service.update(
                    try call.clientID(), fields, of: organization, by: call.caller)
                return .json(["client": client.json])
            },
            route(.delete, one, documents.delete) { call, organization in
                try await service.delete(try call.clientID(), of: organization, by: call.caller)
                return .json([:])
            },
        ]
    }

    private var statusRoutes: [Route] {
        [statusRoute(":disable", .inactive, documents.disable), statusRoute(":enable", .active, documents.enable)]
    }

    private func statusRoute(
        _ verb: String, _ status: Client.Status, _ documentation: RouteDocumentation
    ) -> Route {
        route(.post, one + verb, documentation) { call, organization in
            var fields = try JSONFields(try await call.body(), wrapper: "client")
            let reason = fields.text("reason", emptyKeeps: true)
            try fields.finish()
            let client = try await service.setStatus(
                status, reason: reason.value ?? "", of: try call.clientID(), organization, by: call.caller)
            return .json(["client": client.json])
        }
    }

    private var secretRoutes: [Route] {
        [
            route(.post, secrets, documents.createSecret) { call, organization in
                var fields = try JSONFields(try await call.body(), wrapper: "secret")
                let expiry = fields.time("expire_time")
                try fields.finish()
                let secret = try await service.addSecret(
                    to: try call.clientID(), of: organization, expireTime: expiry.value, by: call.caller)
                return .json(
                    ["secret": secret.stored.json, "plain_secret": .string(secret.plain.reveal())], status: .created)
            },
            route(.post, secrets + ":rotate", documents.rotateSecrets) { call, organization in
                let overlap = try SecretRotation.overlap(body: try await call.body())
                let rotation = try await service.rotateSecrets(
                    of: try call.clientID(), organization, overlap: overlap, by: call.caller)
                return .json(rotation.json, status: .created)
            },
            route(.patch, secrets + "/{secret_id}", documents.updateSecret) { call, organization in
                let update = try SecretUpdate(body: try await call.body())
                let secret = try await service.updateSecret(
                    try call.secretID(), update, of: try call.clientID(), organization, by: call.caller)
                return .json(["secret": secret.json])
            },
            route(.delete, secrets + "/{secret_id}", documents.deleteSecret) { call, organization in
                let isForced = try call.flag("force")
                try await service.deleteSecret(
                    try call.secretID(), of: try call.clientID(), organization, isForced: isForced, by: call.caller)
                return .json([:])
            },
        ]
    }

    private func route(
        _ method: HTTPRequest.Method, _ path: String, _ documentation: RouteDocumentation,
        _ action: @escaping @Sendable (ManagementCall, OrganizationID?) async throws -> Response
    ) -> Route {
        authentication.route(method, path, documentation) { [owner] call in
            try await action(call, owner == .organization ? try call.organizationID() : nil)
        }
    }
}
