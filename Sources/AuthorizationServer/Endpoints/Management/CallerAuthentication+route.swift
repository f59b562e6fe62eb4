import HTTPTypes
import Hummingbird

extension CallerAuthentication {
    /// A route of the management API, for callers that are known.
    func route(
        _ method: HTTPRequest.Method, _ path: String, _ documentation: RouteDocumentation,
        _ action: @escaping @Sendable (ManagementCall) async throws -> Response
    ) -> Route {
        Route(method, path, documentation) { request, context in
            try await action(try await ManagementCall(request, context, self))
        }
    }
}
