import HTTPTypes
import Hummingbird
import TokenService
import Traces

extension TokenHTTPRequest {
    /// The largest form that is read, in bytes.
    static let maximumBodySize = 16 * 1024

    /// Reads the request of an endpoint that authenticates clients.
    /// - Throws: for a body that is too large or does not arrive.
    init(_ request: Request, _ context: ServerRequestContext) async throws {
        self.init(
            contentType: request.headers[.contentType], authorization: request.headers[values: .authorization],
            query: request.uri.query, body: try await request.boundedBody(Self.maximumBodySize),
            address: context.clientAddress, requestID: context.requestID,
            span: OpenSpan.current?.recorded)
    }
}
