import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import OAuthCore

/// OTLP over HTTP/1.1 with messages in protobuf.
package final class HTTPTelemetryTransport: TelemetryTransport {
    private let settings: TelemetrySettings
    private let client: HTTPClient

    package init(_ settings: TelemetrySettings) {
        self.settings = settings
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .milliseconds(settings.timeout), read: .milliseconds(settings.timeout)))
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
    }

    package func send(_ body: [UInt8], _ signal: TelemetrySignal) async throws -> TelemetryAnswer {
        var request = HTTPClientRequest(url: settings.endpoint.url(of: signal))
        request.method = .POST
        for header in settings.headers.reveal() { request.headers.add(name: header.name, value: header.value) }
        request.headers.replaceOrAdd(name: "Content-Type", value: "application/x-protobuf")
        request.headers.replaceOrAdd(name: "User-Agent", value: "mintmark")
        request.body = .bytes(ByteBuffer(bytes: body))
        let response = try await client.execute(request, deadline: .now() + .milliseconds(settings.timeout))
        return TelemetryAnswer(
            status: Int(response.status.code), retryAfter: response.headers.first(name: "Retry-After"),
            body: try await start(of: response.body))
    }

    private func start(of body: HTTPClientResponse.Body) async throws -> [UInt8] {
        var start: [UInt8] = []
        for try await part in body {
            start += part.readableBytesView.prefix(TelemetryAnswer.maximumBodySize - start.count)
            guard start.count < TelemetryAnswer.maximumBodySize else { break }
        }
        return start
    }

    package func close() async {
        try? await client.shutdown()
    }
}
