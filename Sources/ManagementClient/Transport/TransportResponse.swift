import JOSE

/// One HTTP response, read to its end.
package struct TransportResponse: Sendable {
    /// The HTTP status.
    package let status: Int
    private let headers: [String: String]
    /// The body; it may hold a secret or a token.
    let body: [UInt8]

    /// - Parameter headers: by name; of a repeated one the first counts.
    package init(status: Int, headers: [(String, String)] = [], body: [UInt8]) {
        self.status = status
        self.headers = Dictionary(headers.map { ($0.0.lowercased(), $0.1) }) { first, _ in first }
        self.body = body
    }

    /// The first header of that name, whatever its case.
    func header(_ name: String) -> String? {
        headers[name.lowercased()]
    }

    var isSuccess: Bool { (200..<300).contains(status) }

    /// The body as a JSON object; `nil` when it is anything else.
    var document: JSONValue? {
        guard let value = try? JSONParser.parse(body), value.members != nil else { return nil }
        return value
    }
}
