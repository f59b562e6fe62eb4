/// An HTTP response before it meets a server.
package struct EndpointResponse: Sendable {
    package let status: Int
    /// Lower-case names.
    package var headers: [(name: String, value: String)]
    package let body: [UInt8]

    package init(status: Int, headers: [(name: String, value: String)], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
