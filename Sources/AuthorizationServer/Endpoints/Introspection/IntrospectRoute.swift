import HTTPTypes
import Hummingbird
import TokenService

/// Serves `POST /oauth/introspect` (RFC 7662, RFC 9701); the steps are in ``IntrospectionEndpoint``.
struct IntrospectRoute: Sendable {
    let endpoint: IntrospectionEndpoint

    var route: Route {
        Route(.post, "/oauth/introspect", Self.documentation) { request, context in
            let form = try await TokenHTTPRequest(request, context)
            return try await endpoint.answer(form, accept: request.headers[values: .accept]).http
        }
    }

    private static let documentation = RouteDocumentation(
        operationID: "introspect",
        summary: "Ask whether a token is good now (RFC 7662); signed with Accept: application/"
            + IntrospectionEndpoint.signedType + " (RFC 9701).",
        access: .client, body: "IntrospectionRequest", bodyMediaType: "application/x-www-form-urlencoded",
        success: .init(
            status: 200, description: "What is known of the token; only `active` of one that is not good.",
            schema: "IntrospectionResponse"),
        refusals: [400, 401, 403, 413, 429, 503])
}
