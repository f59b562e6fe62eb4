import HTTPTypes
import Hummingbird
import OAuthCore
import Stores
import TokenService

/// Serves `POST /oauth/token`: hands the bytes to ``TokenEndpoint``, where the steps are, and its answer back.
struct TokenRoute: Sendable {
    let endpoint: TokenEndpoint
    let clients: ClientDirectory
    let store: any ClientStore

    var route: Route {
        Route(.post, "/oauth/token", Self.documentation, handler: respond)
    }

    @Sendable private func respond(to request: Request, context: ServerRequestContext) async throws -> Response {
        let tokenRequest = try await TokenHTTPRequest(request, context)
        guard case .response(let response) = endpoint.answer(tokenRequest) else {
            return try await respondLater(to: tokenRequest)
        }
        return response.http
    }

    /// The rare paths: memory does not hold all clients, or does not yet; or the client's tokens were just revoked.
    private func respondLater(to request: TokenHTTPRequest) async throws -> Response {
        var stored: StoredClient?
        for _ in 0..<4 {
            switch endpoint.answer(request, stored: stored) {
            case .response(let response):
                return response.http
            case .clientNotInMemory(let id):
                stored = try await clients.load(id, from: store).map { .found($0) } ?? .absent
            case .notBefore(let second):
                try await Task.sleep(for: .milliseconds(endpoint.milliseconds(until: second)))
            }
        }
        throw StoreError(.unavailable, "the client could not be read, or its tokens are being revoked again and again")
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
