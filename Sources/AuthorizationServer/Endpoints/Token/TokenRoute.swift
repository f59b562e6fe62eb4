import HTTPTypes
import Hummingbird
import OAuthCore
import TokenService

/// Serves `POST /oauth/token` for requests that ``TokenResponder`` leaves to the router, with the same answers.
struct TokenRoute: Sendable {
    let tokens: TokenRequestService

    var route: Route {
        Route(.post, "/oauth/token", Self.documentation, handler: respond)
    }

    @Sendable private func respond(to request: Request, context: ServerRequestContext) async throws -> Response {
        let tokenRequest = try await TokenHTTPRequest(request, context)
        switch try await tokens.settle(tokenRequest, tokens.endpoint.prepare(tokenRequest)) {
        case .refusal(let response): return response.http
        case .token(let token): return tokens.endpoint.sign(token).http
        }
    }

    private static let documentation = RouteDocumentation(
        operationID: "token", summary: "Get an access token (RFC 6749 §4.4).", access: .client,
        body: "TokenRequest", bodyMediaType: "application/x-www-form-urlencoded",
        success: .init(
            status: 200,
            description:
                "A signed access token (RFC 9068). RateLimit and RateLimit-Policy tell what is left of quotas.",
            schema: "TokenResponse"),
        refusals: [400, 401, 413, 429, 503])
}
