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

    /// The query of a request that this serves; the outer `nil` for every other request, which is the router's.
    static func query(of head: HTTPRequest) -> String?? {
        guard head.method == .post, let target = head.path else { return nil }
        let path = "/oauth/token"
        if target == path { return .some(nil) }
        guard target.hasPrefix(path + "?"), !target.contains("#") else { return nil }
        return .some(String(target.dropFirst(path.count + 1)))
    }

    /// Reads a client that is not in memory, and prepares the token again.
    func prepare(_ request: TokenHTTPRequest, afterReading id: ClientID) async throws -> TokenEndpoint.Preparation {
        let client = try await clients.load(id, from: store)
        let preparation = endpoint.prepare(request, stored: client.map { .found($0) } ?? .absent)
        if case .clientNotInMemory = preparation {
            throw StoreError(.unavailable, "the client \(id) could not be read")
        }
        return preparation
    }

    func failure(_ error: any Error, requestID: String) -> EndpointResponse {
        ErrorResponse(dialect: .oauth, requestID: requestID, logger: envelope.logger).oauthResponse(for: error)
    }
}
