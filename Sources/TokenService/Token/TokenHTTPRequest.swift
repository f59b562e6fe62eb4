/// What of an HTTP request the token endpoint looks at.
public struct TokenHTTPRequest: Sendable {
    /// The value of `Content-Type`.
    public let contentType: String?
    /// The values of all `Authorization` headers.
    public let authorization: [String]
    /// The query of the request target, without the question mark.
    public let query: String?
    public let body: [UInt8]
    /// The address of the client, not of a proxy.
    public let address: String
    public let requestID: String

    public init(
        contentType: String?, authorization: [String], query: String?, body: [UInt8], address: String,
        requestID: String
    ) {
        self.contentType = contentType
        self.authorization = authorization
        self.query = query
        self.body = body
        self.address = address
        self.requestID = requestID
    }
}
