public import AsyncHTTPClient
public import NIOCore
import NIOHTTP1

/// An HTTP client that puts an access token into each request (RFC 6750 §2.1).
///
/// When a call answers 401, its token is dropped, and the call is repeated exactly once with a new one, if its body can
/// be sent again. The second answer is handed on as it is.
public struct AuthorizedHTTPClient: Sendable {
    private let client: HTTPClient
    private let tokens: TokenProvider
    private let request: AccessTokenRequest

    /// A client for an API.
    /// - Parameters:
    ///   - client: sends the requests. The caller shuts it down.
    ///   - tokens: gives the tokens.
    ///   - scopes: what the tokens are asked for (RFC 6749 §3.3).
    ///   - audience: the API that the tokens are for.
    public init(
        _ client: HTTPClient = .shared, tokens: TokenProvider, scopes: [String] = [], audience: [String] = []
    ) {
        self.client = client
        self.tokens = tokens
        request = AccessTokenRequest(scopes: scopes, audience: audience)
    }

    /// Sends a request with an access token, replacing any `Authorization` header. A request with a body is not
    /// repeated after a 401, as the body may be a stream: see ``execute(_:body:timeout:)``.
    /// - Parameter timeout: for the call and its repetition; a token that has to be got first has its own,
    ///   ``TokenProviderSettings/timeout``.
    /// - Returns: the answer, whatever its status. As always with async-http-client, read its body or drop it.
    /// - Throws: ``TokenError`` when there is no token, and `insecureURL` for plain HTTP to another machine
    ///   (RFC 6750 §5.3); `CancellationError`; what async-http-client throws.
    public func execute(_ message: HTTPClientRequest, timeout: Duration) async throws -> HTTPClientResponse {
        try await send(message, timeout, isRepeatable: message.body == nil)
    }

    /// Sends a request with an access token and this body, which can be sent again after a 401.
    /// - Parameters:
    ///   - body: replaces the request's body.
    ///   - timeout: as in ``execute(_:timeout:)``.
    /// - Returns: the answer, whatever its status.
    /// - Throws: as ``execute(_:timeout:)``.
    public func execute(
        _ message: HTTPClientRequest, body: ByteBuffer, timeout: Duration
    ) async throws -> HTTPClientResponse {
        var message = message
        message.body = .bytes(body)
        return try await send(message, timeout, isRepeatable: true)
    }

    private func send(
        _ message: HTTPClientRequest, _ timeout: Duration, isRepeatable: Bool
    ) async throws -> HTTPClientResponse {
        _ = try EndpointURL(message.url, allowsInsecureHTTP: tokens.settings.allowsInsecureHTTP)
        let token = try await tokens.accessToken(for: request)
        let started = NIODeadline.now()
        let response = try await send(message, token, deadline: started + TimeAmount(timeout))
        guard response.status == .unauthorized, tokens.reject(token), isRepeatable else { return response }
        let left = started + TimeAmount(timeout) - .now()
        let fresh = try await tokens.accessToken(for: request)
        return try await send(message, fresh, deadline: .now() + left)
    }

    private func send(
        _ message: HTTPClientRequest, _ token: AccessToken, deadline: NIODeadline
    ) async throws -> HTTPClientResponse {
        var message = message
        message.headers.replaceOrAdd(name: "Authorization", value: token.authorizationHeader())
        return try await client.execute(message, deadline: deadline)
    }
}

// The HTTP client reflects its connections, and with them what is being sent.
extension AuthorizedHTTPClient: CustomStringConvertible, CustomReflectable {
    /// The client id and what tokens are asked for.
    public var description: String { "AuthorizedHTTPClient(\(tokens.clientID), \(request))" }
    /// A mirror without the HTTP client.
    public var customMirror: Mirror { Mirror(self, children: ["tokens": tokens, "request": request]) }
}
