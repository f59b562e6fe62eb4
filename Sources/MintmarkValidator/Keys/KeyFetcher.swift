/// Gets a document over HTTP. The default uses URLSession; another one can be given for tests or an HTTP client of the
/// application's own.
public protocol KeyFetcher: Sendable {
    /// Gets a document. Must not follow redirects to other hosts, and must give up beyond the size and the time.
    /// - Throws: any error when there is no answer of status 200.
    func fetch(_ url: String, maximumSize: Int, timeout: Duration) async throws -> FetchedDocument
}

/// What a ``KeyFetcher`` got.
public struct FetchedDocument: Sendable {
    /// The body.
    public let body: [UInt8]
    /// For how many seconds it may be kept, as `Cache-Control: max-age` says; `nil` when it says nothing.
    public let maxAge: Int64?

    /// What was got.
    public init(body: [UInt8], maxAge: Int64?) {
        self.body = body
        self.maxAge = maxAge
    }

    /// Reads `max-age` of a `Cache-Control` header (RFC 9111 §5.2.2.1).
    public static func maxAge(cacheControl: String?) -> Int64? {
        guard let cacheControl else { return nil }
        for directive in cacheControl.split(separator: ",") {
            let text = directive.drop { $0 == " " }.lowercased()
            if text.hasPrefix("max-age="), let seconds = Int64(text.dropFirst(8)), seconds >= 0 { return seconds }
        }
        return nil
    }
}
