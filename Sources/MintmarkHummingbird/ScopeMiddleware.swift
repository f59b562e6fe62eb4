public import Hummingbird
public import MintmarkValidator

/// Lets requests pass whose token, checked by ``TokenMiddleware`` before, grants the scopes.
public struct ScopeMiddleware<Context: TokenRequestContext>: RouterMiddleware {
    private let scopes: ScopeRequirement
    private let resourceMetadata: String?

    /// - Parameter resourceMetadata: as in ``TokenMiddleware``.
    public init(scopes: ScopeRequirement, resourceMetadata: String? = nil) {
        self.scopes = scopes
        self.resourceMetadata = resourceMetadata
    }

    /// Checks the scopes and hands the request on.
    public func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            guard let token = context.token else {
                throw TokenValidationError.refused(.missing, "There is no token; send one as Authorization: Bearer.")
            }
            try token.require(scopes)
        } catch let error as TokenValidationError {
            return error.response(resourceMetadata: resourceMetadata)
        }
        return try await next(request, context)
    }
}
