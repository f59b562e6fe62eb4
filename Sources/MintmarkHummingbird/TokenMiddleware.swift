import HTTPTypes
public import Hummingbird
public import MintmarkValidator

/// Lets requests pass that carry a good access token (RFC 6750 §2.1), and answers the others with 401, 403 or 503 and the
/// right headers.
public struct TokenMiddleware<Context: TokenRequestContext>: RouterMiddleware {
    private let validator: TokenValidator
    private let resourceMetadata: String?

    /// - Parameter resourceMetadata: the address of this server's protected-resource metadata, for the challenge
    ///   (RFC 9728 §5.1).
    public init(validator: TokenValidator, resourceMetadata: String? = nil) {
        self.validator = validator
        self.resourceMetadata = resourceMetadata
    }

    /// Checks the token and hands the request on with it.
    public func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            var context = context
            context.token = try await validator.validate(try BearerToken.token(in: request))
            return try await next(request, context)
        } catch let error as TokenValidationError {
            return error.response(resourceMetadata: resourceMetadata)
        }
    }
}
