/// How the client id and secret are sent to the token endpoint (RFC 6749 §2.3.1).
public struct ClientAuthenticationMethod: Sendable, Hashable {
    /// The name in the registry of RFC 7591 §2, as servers list it in `token_endpoint_auth_methods_supported`.
    public let name: String

    private init(name: String) { self.name = name }

    /// In the form of the request, as `client_id` and `client_secret`.
    public static let clientSecretPost = ClientAuthenticationMethod(name: "client_secret_post")
    /// In the header `Authorization: Basic`, each form-encoded first.
    public static let clientSecretBasic = ClientAuthenticationMethod(name: "client_secret_basic")
}
