public import AsyncHTTPClient
public import MintmarkValidator
import NIOCore
import NIOHTTP1

/// Gets revocations with async-http-client, which holds a stream open at no cost, on every platform.
public struct HTTPClientRevocationTransport: RevocationTransport {
    /// Follows no redirects. Lives as long as the program.
    private static let sharedClient: HTTPClient = {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout = .init(connect: .seconds(5), read: .seconds(60))
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    private struct Refused: Error, CustomStringConvertible {
        let description: String
    }

    private let client: HTTPClient

    /// A transport with a client that all such transports share.
    public init() {
        client = Self.sharedClient
    }

    /// A transport with a client of the application's own, which must not follow redirects and must not be shut down
    /// before the validator is gone.
    public init(client: HTTPClient) {
        self.client = client
    }

    /// Gets the document.
    /// - Throws: what went wrong, in words.
    public func document(
        at url: String, entityTag: String?, maximumSize: Int, timeout: Duration
    ) async throws -> RevocationAnswer {
        var request = HTTPClientRequest(url: url)
        if let entityTag { request.headers.add(name: "If-None-Match", value: entityTag) }
        let response = try await client.execute(request, timeout: TimeAmount(timeout))
        guard response.status != .notModified else { return .unchanged }
        try Self.checkStatus(response)
        var body: [UInt8] = []
        for try await piece in response.body {
            guard body.count + piece.readableBytes <= maximumSize else {
                throw Refused(description: "the document is too large")
            }
            body.append(contentsOf: piece.readableBytesView)
        }
        return .document(body, entityTag: response.headers.first(name: "ETag"))
    }

    /// Opens the stream.
    public func events(at url: String) -> AsyncThrowingStream<[UInt8], any Error>? {
        AsyncThrowingStream { continuation in
            let reading = Task {
                do {
                    var request = HTTPClientRequest(url: url)
                    request.headers.add(name: "Accept", value: "text/event-stream")
                    let response = try await client.execute(request, deadline: .distantFuture)
                    try Self.checkStatus(response)
                    guard
                        response.headers.first(name: "Content-Type")?.lowercased().hasPrefix("text/event-stream")
                            == true
                    else { throw Refused(description: "the answer is no text/event-stream") }
                    for try await piece in response.body { continuation.yield(Array(piece.readableBytesView)) }
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in reading.cancel() }
        }
    }

    private static func checkStatus(_ response: HTTPClientResponse) throws {
        guard response.status == .ok else {
            throw Refused(description: "the server answered \(response.status.code)")
        }
    }
}

extension RevocationTransport where Self == HTTPClientRevocationTransport {
    /// async-http-client, with a client that all such transports share.
    public static var httpClient: HTTPClientRevocationTransport { HTTPClientRevocationTransport() }
}
