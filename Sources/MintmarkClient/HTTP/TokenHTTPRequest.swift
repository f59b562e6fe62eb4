/// One HTTP request to the authorization server. What it holds of secrets describes itself as `[redacted]`.
public struct TokenHTTPRequest: Sendable {
    /// `POST` for a token (RFC 6749 §3.2), `GET` for metadata (RFC 8414 §3.1).
    public let method: String
    /// The absolute URL.
    public let url: String
    /// The value of the header `Authorization`, with `client_secret_basic`.
    public let authorization: SecretString?
    /// The body: a form, to be sent as ``contentType``. `nil` for none.
    public let form: SecretString?

    /// The value of the header `Content-Type`, when there is a ``form``.
    public static let contentType = "application/x-www-form-urlencoded"

    init(_ method: String, _ url: String, authorization: SecretString? = nil, form: SecretString? = nil) {
        self.method = method
        self.url = url
        self.authorization = authorization
        self.form = form
    }
}
