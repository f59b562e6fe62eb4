import HTTPTypes
import Hummingbird

/// One route with all that is known of it: the router and the OpenAPI document are both made from it, so that they
/// cannot disagree.
struct Route: Sendable {
    typealias Handler = @Sendable (Request, ServerRequestContext) async throws -> Response

    let method: HTTPRequest.Method
    /// With parameters in braces: `/api/v1/organizations/{organization_id}`.
    let path: String
    let documentation: RouteDocumentation
    let handler: Handler
    /// Further methods that do the same.
    var undocumentedMethods: [HTTPRequest.Method] = []

    init(
        _ method: HTTPRequest.Method, _ path: String, _ documentation: RouteDocumentation,
        handler: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.documentation = documentation
        self.handler = handler
    }
}
