public import Hummingbird
public import MintmarkValidator

/// A request context that holds the validated access token of the request.
///
/// ```swift
/// struct APIContext: TokenRequestContext {
///     var coreContext: CoreRequestContextStorage
///     var token: ValidatedToken<StandardClaims>?
///     init(source: Source) { coreContext = .init(source: source) }
/// }
/// ```
public protocol TokenRequestContext: RequestContext {
    /// The token, once `.protect` has checked it; `nil` on routes that are not protected.
    var token: ValidatedToken<StandardClaims>? { get set }
}
