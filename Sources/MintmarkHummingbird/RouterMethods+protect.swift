public import Hummingbird
public import MintmarkValidator

extension RouterMethods where Context: TokenRequestContext {
    /// Routes that only requests with a good access token reach; the token is in `context.token`.
    /// - Parameter resourceMetadata: the address of this server's protected-resource metadata, for the challenge.
    public func protect(
        _ validator: TokenValidator, resourceMetadata: String? = nil
    ) -> RouterGroup<Context> {
        group().add(middleware: TokenMiddleware(validator: validator, resourceMetadata: resourceMetadata))
    }

    /// Routes that also ask for scopes, below `.protect`.
    public func require(
        scopes: ScopeRequirement, resourceMetadata: String? = nil
    ) -> RouterGroup<Context> {
        group().add(middleware: ScopeMiddleware(scopes: scopes, resourceMetadata: resourceMetadata))
    }
}
