package import OAuthCore

/// One HTTP request. What it carries of secrets describes itself as `[redacted]`.
package struct TransportRequest: Sendable {
    /// `GET`, `POST`, `PATCH` or `DELETE`.
    package let method: String
    package let url: String
    /// The access token for the Authorization header (RFC 6750 §2.1).
    package let bearer: Secret<String>?
    /// The media type of the body; `nil` without one.
    package let contentType: String?
    /// The body, which may hold a client secret.
    package let body: Secret<[UInt8]>?

    init(
        _ method: String, _ url: String, bearer: Secret<String>? = nil, contentType: String? = nil,
        body: [UInt8]? = nil
    ) {
        self.method = method
        self.url = url
        self.bearer = bearer
        self.contentType = contentType
        self.body = body.map { Secret($0) }
    }
}
