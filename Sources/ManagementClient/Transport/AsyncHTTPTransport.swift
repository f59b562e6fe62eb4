import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix

/// The transport of the command line: async-http-client, one connection pool a command.
struct AsyncHTTPTransport: Transport {
    /// No answer of the management API comes near it.
    private static let largestBody = 32 << 20

    private let client: HTTPClient
    private let timeout: Int

    /// Runs `steps` with a transport and closes its connections afterwards.
    static func with<Answer: Sendable>(
        _ settings: ConnectionSettings, _ steps: (AsyncHTTPTransport) async throws -> Answer
    ) async throws -> Answer {
        let configuration = try HTTPClient.Configuration(settings)
        let client = HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
        let answer: Result<Answer, any Error>
        do {
            answer = .success(try await steps(AsyncHTTPTransport(client: client, timeout: settings.timeout)))
        } catch {
            answer = .failure(error)
        }
        try? await client.shutdown()
        return try answer.get()
    }

    func send(_ request: TransportRequest) async throws -> TransportResponse {
        do {
            return try await Deadline.run(seconds: timeout) { try await execute(HTTPClientRequest(request)) }
        } catch {
            throw TransportFailure(error)
        }
    }

    private func execute(_ request: HTTPClientRequest) async throws -> TransportResponse {
        let response = try await client.execute(request, timeout: .seconds(Int64(timeout)))
        let body = try await response.body.collect(upTo: Self.largestBody)
        return TransportResponse(
            status: Int(response.status.code), headers: response.headers.map { ($0.name, $0.value) },
            body: Array(body.readableBytesView))
    }
}
