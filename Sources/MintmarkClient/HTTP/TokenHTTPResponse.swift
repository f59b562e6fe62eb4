import JOSE

/// One HTTP answer of the authorization server, read to its end. Its body may hold a token, so that it describes itself
/// without it.
public struct TokenHTTPResponse: Sendable {
    /// The HTTP status.
    public let status: Int
    /// How long the server asks to wait (`Retry-After`, RFC 9110 §10.2.3): seconds, or a date, which is compared with
    /// the answer's own `Date`. At most one day.
    public let retryAfter: Duration?
    /// The body.
    public let body: [UInt8]

    /// An answer.
    /// - Parameters:
    ///   - headers: the header fields; `Retry-After` and `Date` are used.
    ///   - body: the whole body.
    public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.body = body
        func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }
        retryAfter = header("retry-after").flatMap { RetryAfter.duration($0, date: header("date")) }
    }

    /// The body as a JSON object; `nil` when it is anything else.
    var document: JSONValue? {
        guard let value = try? JSONParser.parse(body), value.members != nil else { return nil }
        return value
    }
}

extension TokenHTTPResponse: CustomStringConvertible, CustomReflectable {
    /// The status and the size.
    public var description: String { "HTTP \(status), \(body.count) bytes" }
    /// A mirror without the body.
    public var customMirror: Mirror { Mirror(self, children: ["status": status]) }
}
