import HTTPTypes
import Hummingbird
import JOSE
import NIOCore

/// Serves the OpenAPI document, made from the routes themselves.
struct OpenAPIRoute: Sendable {
    let issuer: String

    static let documentation = RouteDocumentation(
        operationID: "openapi", summary: "Get this document.", access: .everyone,
        success: .init(status: 200, description: "An OpenAPI 3.1 document.", schema: "AnyObject"))

    /// - Parameter others: all other routes.
    func route(describing others: [Route]) -> Route {
        let described = others + [Route(.get, "/openapi.json", Self.documentation) { _, _ in Response(status: .ok) }]
        // One buffer for all answers.
        let document = ByteBuffer(bytes: JSONText.bytes(OpenAPIDocument(issuer: issuer, routes: described).json))
        return Route(.get, "/openapi.json", Self.documentation) { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/json", .cacheControl: "public, max-age=300"],
                body: .init(byteBuffer: document))
        }
    }
}
