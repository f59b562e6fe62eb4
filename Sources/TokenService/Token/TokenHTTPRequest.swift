package import Traces

/// What of an HTTP request the token endpoint looks at.
package struct TokenHTTPRequest: Sendable {
    /// The value of `Content-Type`.
    package let contentType: String?
    /// The values of all `Authorization` headers.
    package let authorization: [String]
    /// The query of the request target, without the question mark.
    package let query: String?
    package let body: [UInt8]
    /// The address of the client, not of a proxy.
    package let address: String
    package let requestID: String
    /// Of the request, when it is recorded.
    package let span: OpenSpan?

    package init(
        contentType: String?, authorization: [String], query: String?, body: [UInt8], address: String,
        requestID: String, span: OpenSpan? = nil
    ) {
        self.contentType = contentType
        self.authorization = authorization
        self.query = query
        self.body = body
        self.address = address
        self.requestID = requestID
        self.span = span
    }
}
