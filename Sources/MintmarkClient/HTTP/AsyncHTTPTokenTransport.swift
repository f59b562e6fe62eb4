public import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// The default transport: async-http-client, without redirects and repetitions of its own.
public final class AsyncHTTPTokenTransport: TokenTransport {
    /// One for the whole process, with the certificates that the system trusts. It is never shut down.
    public static let shared = AsyncHTTPTokenTransport()

    private let client: HTTPClient

    /// A transport with connections of its own, which are closed with it.
    /// - Parameter configuration: certificates to trust, a proxy, timeouts. Redirects and repetitions are switched off
    ///   whatever it says: a redirect would carry the client secret to another address (RFC 9700 §4.12).
    public init(configuration: HTTPClient.Configuration = .init()) {
        var configuration = configuration
        configuration.redirectConfiguration = .disallow
        configuration.decompression = .disabled
        configuration.connectionPool.retryConnectionEstablishment = false
        if configuration.timeout.connect == nil { configuration.timeout.connect = .seconds(5) }
        client = HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
    }

    deinit {
        Task.detached { [client] in try? await client.shutdown() }
    }

    /// Sends a request and reads the whole answer.
    /// - Throws: ``TokenError`` `unreachable`, `untrustedServer`, `timedOut`, or `malformedAnswer` for an answer that is
    ///   too large.
    public func send(
        _ request: TokenHTTPRequest, maximumSize: Int, timeout: Duration
    ) async throws -> TokenHTTPResponse {
        do {
            return try await withThrowingTaskGroup(of: TokenHTTPResponse.self) { group in
                group.addTask { try await self.execute(request, maximumSize, timeout) }
                // The client's own deadline does not count the body.
                group.addTask {
                    try await Task.sleep(for: timeout)
                    throw TokenError.noAnswerInTime
                }
                defer { group.cancelAll() }
                guard let response = try await group.next() else { throw CancellationError() }
                return response
            }
        } catch {
            throw TokenError(connection: error)
        }
    }

    private func execute(
        _ request: TokenHTTPRequest, _ maximumSize: Int, _ timeout: Duration
    ) async throws -> TokenHTTPResponse {
        var message = HTTPClientRequest(url: request.url)
        message.method = HTTPMethod(rawValue: request.method)
        message.headers.add(name: "Accept", value: "application/json")
        message.headers.add(name: "User-Agent", value: "MintmarkClient")
        if let authorization = request.authorization {
            message.headers.add(name: "Authorization", value: authorization.reveal())
        }
        if let form = request.form {
            message.headers.add(name: "Content-Type", value: TokenHTTPRequest.contentType)
            message.body = .bytes(ByteBuffer(string: form.reveal()))
        }
        let response = try await client.execute(message, timeout: TimeAmount(timeout))
        let body = try await response.body.collect(upTo: maximumSize)
        return TokenHTTPResponse(
            status: Int(response.status.code), headers: response.headers.map { ($0.name, $0.value) },
            body: Array(body.readableBytesView))
    }
}

// The HTTP client reflects its connections, and with them what is being sent.
extension AsyncHTTPTokenTransport: CustomReflectable {
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
