import HTTPTypes
import NIOCore
import OAuthCore
import Stores
import TokenService

/// What ``TokenResponder`` needs of the server, shared by all event loops.
struct TokenRequestService: Sendable {
    let endpoint: TokenEndpoint
    let clients: ClientDirectory
    let store: any ClientStore
    let envelope: RequestEnvelope
    /// Waits; a test that has no time puts another one here.
    var pause: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }

    /// The query of a request that this serves; the outer `nil` for every other request, which is the router's.
    static func query(of head: HTTPRequest) -> String?? {
        guard head.method == .post, let target = head.path else { return nil }
        let path = "/oauth/token"
        if target == path { return .some(nil) }
        guard target.hasPrefix(path + "?"), !target.contains("#") else { return nil }
        return .some(String(target.dropFirst(path.count + 1)))
    }

    /// Goes on with a request for which a client must be read or a second waited for, as often as it takes, within bounds.
    /// - Parameter preparation: what the request came to at first.
    /// - Throws: ``StoreError`` when the client cannot be read, or the request has not settled after all tries;
    ///   `CancellationError`.
    func settle(
        _ request: TokenHTTPRequest, _ preparation: TokenEndpoint.Preparation
    ) async throws -> SettledTokenRequest {
        var preparation = preparation
        for _ in 0..<Self.tries {
            switch preparation {
            case .token(let token): return .token(token)
            case .refusal(let response): return .refusal(response)
            case .clientNotInMemory(let id):
                let client = try await clients.load(id, from: store)
                preparation = endpoint.prepare(request, stored: client.map { .found($0) } ?? .absent)
            case .notBefore(let second):
                // In the second that is running, a revocation would end the token from birth.
                try await pause(.milliseconds(endpoint.milliseconds(until: second)))
                // What was read before may have changed in the meantime.
                preparation = endpoint.prepare(request)
            }
        }
        guard let settled = SettledTokenRequest(preparation) else {
            throw StoreError(
                .unavailable, "the client could not be read, or its tokens are being revoked again and again: try again"
            )
        }
        return settled
    }

    /// Twice a read and a wait, and a last read.
    static let tries = 5

    func failure(_ error: any Error, requestID: String) -> EndpointResponse {
        ErrorResponse(dialect: .oauth, requestID: requestID, logger: envelope.logger).oauthResponse(for: error)
    }
}
