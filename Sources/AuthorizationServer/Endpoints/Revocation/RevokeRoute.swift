import HTTPTypes
import Hummingbird
import TokenService

/// Serves `POST /oauth/revoke` (RFC 7009); the steps are in ``RevocationEndpoint``.
struct RevokeRoute: Sendable {
    let endpoint: RevocationEndpoint

    var route: Route {
        Route(.post, "/oauth/revoke", Self.documentation) { request, context in
            try await endpoint.answer(try await TokenHTTPRequest(request, context)).http
        }
    }

    private static let documentation = RouteDocumentation(
        operationID: "revoke", summary: "End one of the client's own tokens (RFC 7009).", access: .client,
        body: "RevocationRequest", bodyMediaType: "application/x-www-form-urlencoded",
        success: .init(status: 200, description: "The token is ended, or never was one.", schema: "Empty"),
        refusals: [400, 401, 413, 429, 503])
}
