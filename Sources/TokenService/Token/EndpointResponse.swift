/// An HTTP response before it meets a server.
public struct EndpointResponse: Sendable {
    public let status: Int
    /// Lower-case names.
    public var headers: [(name: String, value: String)]
    public let body: [UInt8]

    public init(status: Int, headers: [(name: String, value: String)], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
