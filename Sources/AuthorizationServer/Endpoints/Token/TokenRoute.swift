import HTTPTypes
import Hummingbird
import OAuthCore
import Stores
import TokenService

/// Serves `POST /oauth/token`: hands the bytes to ``TokenEndpoint``, where the steps are, and its answer back.
struct TokenRoute: Sendable {
    /// The largest form that is read, in bytes.
    static let maximumBodySize = 16 * 1024

    let endpoint: TokenEndpoint
    let clients: ClientDirectory
    let store: any ClientStore

    var route: Route {
        Route(.post, "/oauth/token", Self.documentation, handler: respond)
    }

    @Sendable private func respond(to request: Request, context: ServerRequestContext) async throws -> Response {
        let body = try await request.boundedBody(Self.maximumBodySize)
        let tokenRequest = TokenHTTPRequest(
            contentType: request.headers[.contentType], authorization: request.headers[values: .authorization],
            query: request.uri.query, body: body, address: context.clientAddress, requestID: context.requestID)
        switch endpoint.answer(tokenRequest) {
        case .response(let response):
            return response.http
        case .clientNotInMemory(let id):
            return try await respond(to: tokenRequest, afterReading: id)
        }
    }

    /// The rare path: memory does not hold all clients, or does not yet.
    private func respond(to request: TokenHTTPRequest, afterReading id: ClientID) async throws -> Response {
        let client = try await clients.load(id, from: store)
        let stored: TokenEndpoint.StoredClient = client.map { .found($0) } ?? .absent
        guard case .response(let response) = endpoint.answer(request, stored: stored) else {
            throw StoreError(.unavailable, "the client \(id) could not be read")
        }
        return response.http
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
