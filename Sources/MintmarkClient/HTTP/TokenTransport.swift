/// Carries a request to the authorization server. The default is ``AsyncHTTPTokenTransport``; another can be given for
/// tests, or for an HTTP client that the application has anyway.
///
/// A transport sends once: it neither repeats a request nor follows redirects, as most requests hold a secret.
public protocol TokenTransport: Sendable {
    /// Sends a request and reads the whole answer.
    /// - Parameters:
    ///   - maximumSize: the most bytes of a body to read; one byte more is an error.
    ///   - timeout: how long the answer may take, its body included.
    /// - Throws: any error when there is no complete answer; a ``TokenError`` is passed on, anything else counts as
    ///   `unreachable` and only the name of its type is kept, as its text might hold a secret.
    func send(_ request: TokenHTTPRequest, maximumSize: Int, timeout: Duration) async throws -> TokenHTTPResponse
}
