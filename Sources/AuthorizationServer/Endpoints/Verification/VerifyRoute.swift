import HTTPTypes
import Hummingbird
import JOSE
import OAuthCore
import TokenService

/// Serves `GET /oauth/verify`: gateways (nginx `auth_request`, Envoy `ext_authz`, Traefik `forwardAuth`) ask here
/// whether a request may pass to an API that knows nothing about tokens.
struct VerifyRoute: Sendable {
    let verifier: AccessTokenVerifier
    /// What a token must be for when the gateway does not say.
    let defaultAudience: [String]

    var route: Route {
        var route = Route(.get, "/oauth/verify", Self.documentation, handler: respond)
        // Gateways ask with the method of the request that they hold.
        route.undocumentedMethods = [.post, .put, .patch, .delete, .options]
        return route
    }

    @Sendable private func respond(_ request: Request, _ context: ServerRequestContext) async throws -> Response {
        do {
            let requirement = try VerifyRequirement(query: request.uri.query ?? "", defaultAudience: defaultAudience)
            let token = try await verifier.verify(try bearerToken(request))
            try requirement.check(token)
            return Self.accepted(token)
        } catch let refusal as VerifyRefusal {
            return refusal.response
        } catch let failure as TokenVerificationFailure {
            return VerifyRefusal.invalidToken(failure.reason).response
        }
    }

    private func bearerToken(_ request: Request) throws(VerifyRefusal) -> Substring {
        let tokens = request.headers[values: .authorization].compactMap { BearerCredentials.token(in: $0) }
        guard let token = tokens.first else { throw .missing }
        guard tokens.count == 1 else { throw .invalidRequest("There is more than one Bearer token; send one.") }
        return token
    }

    private static func accepted(_ token: VerifiedAccessToken) -> Response {
        var headers: HTTPFields = [.cacheControl: "no-store"]
        headers[Self.clientID] = token.clientID.description
        headers[Self.organizationID] = token.organizationID?.description
        headers[Self.scopes] = token.scopes.joined(separator: " ")
        return Response(status: .ok, headers: headers)
    }

    private static let clientID = HTTPField.Name("x-client-id") ?? .via
    private static let organizationID = HTTPField.Name("x-organization-id") ?? .via
    private static let scopes = HTTPField.Name("x-scopes") ?? .via

    private static let documentation = RouteDocumentation(
        operationID: "verify",
        summary: "Ask whether a Bearer token is good, for gateways. The answer is in the headers.",
        access: .everyone,
        parameters: [
            .init(
                name: "audience", description: "What the token must be for; several times for any of several.",
                schema: ["type": "string"]),
            .init(
                name: "scope", description: "The scopes that it must grant, separated by spaces.",
                schema: ["type": "string"]),
        ],
        success: .init(status: 200, description: "It is: see x-client-id, x-organization-id and x-scopes."),
        refusals: [400, 401, 403, 503])
}
