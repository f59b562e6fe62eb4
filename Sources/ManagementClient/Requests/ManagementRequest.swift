import JOSE

/// One call of the management API, as yet without server and token. The extensions of this type are the list of calls.
package struct ManagementRequest: Sendable, Equatable {
    /// The HTTP methods that the API uses.
    enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    let method: Method
    /// Begins with a slash; percent-encoded.
    let path: String
    let query: [FormParameter]
    let body: JSONValue?

    init(_ method: Method, _ path: String, query: [FormParameter] = [], body: JSONValue? = nil) {
        self.method = method
        self.path = "/api/v1/" + path
        self.query = query
        self.body = body
    }

    /// Path and query.
    var target: String {
        query.isEmpty ? path : path + "?" + FormParameter.encoded(query)
    }
}
